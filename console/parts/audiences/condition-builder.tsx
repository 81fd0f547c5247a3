import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { audienceWords } from '../../../shared/words/audience.ts';
import { nameOf } from '../../../shared/words/name-of.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { ConditionField } from './condition-field.tsx';
import { fieldOf, firstValueOf, type SchemaNode } from './schema.ts';

export type Conditions = Readonly<Record<string, unknown>>;

interface BuilderProps {
  /** What an audience may consist of. */
  readonly keys: Readonly<Record<string, SchemaNode>>;
  readonly value: Conditions;
  readonly onChange: (value: Conditions) => void;
}

/** The conditions of an audience as a form that is made from their schema: a new condition appears by itself. */
export function ConditionBuilder({ keys, value, onChange }: BuilderProps) {
  const { words } = usePreferences();
  const nameOfKey = useKeyNames();
  const given = Object.keys(value).filter((name) => keys[name] !== undefined);
  const rest = Object.keys(keys).filter((name) => !given.includes(name));
  return (
    <SpaceBetween size="m">
      {given.length === 0 && <Box color="text-body-secondary">{words.audiences.everybody}</Box>}
      {given.map((name) => (
        <Condition
          key={name}
          name={nameOfKey(name)}
          node={keys[name] ?? {}}
          keys={keys}
          value={value[name]}
          onChange={(next) => onChange({ ...value, [name]: next })}
          onRemove={() => {
            const { [name]: _, ...others } = value;
            onChange(others);
          }}
        />
      ))}
      <Select
        selectedOption={null}
        placeholder={words.audiences.add}
        ariaLabel={words.audiences.add}
        filteringType="auto"
        options={rest.map((name) => ({ value: name, label: nameOfKey(name), tags: [name] }))}
        onChange={({ detail: { selectedOption } }) => {
          const name = selectedOption.value ?? '';
          onChange({ ...value, [name]: firstValueOf(keys[name] ?? {}) });
        }}
      />
    </SpaceBetween>
  );
}

/** What each key of an audience is called. */
function useKeyNames(): (name: string) => string {
  const { words, language } = usePreferences();
  const names = { ...audienceWords[language].conditions, ...words.audiences.groups };
  return (name) => nameOf(names, name);
}

const isConditions = (value: unknown): value is Conditions =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function Condition({
  name,
  node,
  keys,
  value,
  onChange,
  onRemove,
}: {
  readonly name: string;
  readonly node: SchemaNode;
  readonly keys: BuilderProps['keys'];
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onRemove: () => void;
}) {
  const { words } = usePreferences();
  const field = fieldOf(node);
  const remove = (
    <Button variant="icon" iconName="remove" ariaLabel={words.audiences.remove(name)} onClick={onRemove} />
  );
  if (field.is !== 'group' && field.is !== 'groups')
    return (
      <div className="rk-condition">
        <ConditionField label={name} node={node} value={value} onChange={onChange} />
        {remove}
      </div>
    );
  const parts = field.is === 'group' ? [value] : Array.isArray(value) ? value : [];
  const change = (next: readonly unknown[]) => onChange(field.is === 'group' ? next[0] : next);
  return (
    <Container
      header={
        <div className="rk-condition">
          <Box variant="strong">{name}</Box>
          {remove}
        </div>
      }
    >
      <SpaceBetween size="l">
        {parts.map((part, place) => (
          <ConditionBuilder
            // Parts have no names of their own; they never move.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={place}
            keys={keys}
            value={isConditions(part) ? part : {}}
            onChange={(next) => change(parts.map((one: unknown, index) => (index === place ? next : one)))}
          />
        ))}
        {field.is === 'groups' && (
          <Button iconName="add-plus" onClick={() => change([...parts, {}])}>
            {words.audiences.alternative}
          </Button>
        )}
      </SpaceBetween>
    </Container>
  );
}
