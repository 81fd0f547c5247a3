import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { problemAt, useForm } from './context.tsx';
import { asRecord, fieldOf, firstValue, type Property, type Schema } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** The keys that an object has, and a way to add those that it may have. */
export function SchemaGroup({
  properties,
  path,
  value,
}: {
  readonly properties: readonly Property[];
  readonly path: Path;
  readonly value: unknown;
}) {
  const { root, words, label: nameOfField, help, problems, onEdit } = useForm();
  const has = asRecord(value);
  const shown = properties.filter(
    // A constant that must be there only tells forms apart; one that may be is a yes.
    ({ key, schema, isRequired }) => (isRequired ? !('const' in schema) : has[key] !== undefined),
  );
  const missing = properties.filter(({ key, isRequired }) => !isRequired && has[key] === undefined);
  const problem = problemAt(problems, path);
  const place = path.at(-1);
  const nameOfEntry = (at: number) =>
    path[0] === 'steps' && path.length === 2 ? words.step(at, '') : words.entry(at);
  const label =
    path.length === 0 ? '' : typeof place === 'number' ? nameOfEntry(place + 1) : nameOfField(path);
  return (
    <SpaceBetween size="m">
      {problem !== undefined && <StatusIndicator type="error">{problem}</StatusIndicator>}
      {shown.length > 0 && (
        <div className="rk-fields">
          {shown.map(({ key, schema, isRequired }) => (
            <Removable
              key={key}
              schema={schema}
              path={[...path, key]}
              isRequired={isRequired}
              value={has[key]}
            />
          ))}
        </div>
      )}
      {missing.length > 0 && (
        <ButtonDropdown
          expandToViewport
          items={missing.map(({ key, schema }) => ({
            id: key,
            text: nameOfField([...path, key]),
            description: help(schema, [...path, key]) ?? '',
          }))}
          ariaLabel={words.addTo(label)}
          onItemClick={({ detail }) => {
            const added = missing.find(({ key }) => key === detail.id);
            if (added !== undefined) onEdit([...path, added.key], firstValue(root, added.schema));
          }}
        >
          {label === '' ? words.add : words.addTo(label)}
        </ButtonDropdown>
      )}
    </SpaceBetween>
  );
}

/** What leaves room for others beside it. */
const isShort: ReadonlySet<string> = new Set(['number', 'toggle', 'choice']);

function Removable({
  schema,
  path,
  value,
  isRequired,
}: {
  readonly schema: Schema;
  readonly path: Path;
  readonly value: unknown;
  readonly isRequired: boolean;
}) {
  const { root, words, label: nameOfField, help, defaultText, onEdit, Field } = useForm();
  const { kind } = fieldOf(root, schema);
  const label = nameOfField(path);
  const hints = [help(schema, path), kind === 'list' ? defaultText(path) : undefined].flatMap(
    (one) => one ?? [],
  );
  // The entries of a list have headings; nothing else around a field is sure to have one.
  const isInEntry = path.some((key) => typeof key === 'number');
  const isFramed = kind === 'group' || kind === 'list' || kind === 'map';
  const remove = !isRequired && (
    <Button
      variant="icon"
      iconName="close"
      ariaLabel={words.remove(label)}
      onClick={() => onEdit(path, undefined)}
    />
  );
  if (!isFramed)
    return (
      <div className={isShort.has(kind) ? 'rk-removable rk-short' : 'rk-removable'}>
        <Field schema={schema} path={path} value={value} />
        {remove}
      </div>
    );
  return (
    <div className="rk-framed">
      <div className="rk-removable">
        <Box variant="h3" tagOverride={isInEntry ? 'h3' : 'h2'} padding="n">
          {label}
        </Box>
        {remove}
      </div>
      {hints.length > 0 && (
        <Box variant="small" color="text-body-secondary">
          {hints.join(' · ')}
        </Box>
      )}
      <Field schema={schema} path={path} value={value} />
    </div>
  );
}

/** Values by names that the author chooses. */
export function SchemaMap({
  schema,
  path,
  value,
}: {
  readonly schema: Schema;
  readonly path: Path;
  readonly value: unknown;
}) {
  const { words, onEdit, Field } = useForm();
  const [name, setName] = useState('');
  const entries = Object.entries(asRecord(value));
  const add = () => {
    onEdit([...path, name.trim()], '');
    setName('');
  };
  return (
    <SpaceBetween size="s">
      {entries.map(([key, entry]) => (
        <div key={key} className="rk-removable">
          <Field schema={schema} path={[...path, key]} value={entry} />
          <Button
            variant="icon"
            iconName="close"
            ariaLabel={words.remove(key)}
            onClick={() => onEdit([...path, key], undefined)}
          />
        </div>
      ))}
      <div className="rk-removable">
        <FormField label={words.name}>
          <Input value={name} onChange={({ detail }) => setName(detail.value)} />
        </FormField>
        <Button disabled={name.trim() === ''} onClick={add}>
          {words.add}
        </Button>
      </div>
    </SpaceBetween>
  );
}
