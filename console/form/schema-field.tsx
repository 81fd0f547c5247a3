import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import Toggle from '@cloudscape-design/components/toggle';
import { isLanguage } from '../../shared/language.ts';
import { type FieldProps, problemAt, type SpokenForm, useForm } from './context.tsx';
import { valueLabel } from './labels.ts';
import { type Field, fieldOf, firstValue, formOf, type Schema } from './schema.ts';
import { SchemaList } from './schema-list.tsx';
import { SchemaGroup, SchemaMap } from './schema-parts.tsx';
import type { Path } from './yaml-text.ts';

/** Any value. What it looks like is decided by its schema alone. */
export function SchemaField({ schema, path, value }: FieldProps) {
  const { root } = useForm();
  const field = fieldOf(root, schema);
  switch (field.kind) {
    case 'group':
      return <SchemaGroup properties={field.properties} path={path} value={value} />;
    case 'list':
      return <SchemaList item={field.item} path={path} value={value} />;
    case 'map':
      return <SchemaMap schema={field.value} path={path} value={value} />;
    case 'forms':
      return <Forms forms={field.forms} schema={schema} path={path} value={value} />;
    default:
      return <Plain field={field} schema={schema} path={path} value={value} />;
  }
}

type PlainField = Exclude<Field, { kind: 'group' | 'list' | 'map' | 'forms' }>;

function Plain({ field, schema, path, value }: FieldProps & { readonly field: PlainField }) {
  const { problems, words, label: nameOf, help, defaultText } = useForm();
  const label = typeof path.at(-1) === 'number' ? words.entry(Number(path.at(-1)) + 1) : nameOf(path);
  const hints = [defaultText(path), field.kind === 'texts' ? words.several : undefined].flatMap(
    (one) => one ?? [],
  );
  return (
    <FormField
      label={label}
      description={help(schema, path)}
      constraintText={hints.length === 0 ? undefined : hints.join(' · ')}
      errorText={problemAt(problems, path)}
    >
      <Control field={field} schema={schema} path={path} value={value} />
    </FormField>
  );
}

function Control({ field, schema, path, value }: FieldProps & { readonly field: PlainField }) {
  const { language, suggestions, label, onEdit } = useForm();
  const optionOf = (one: string) => ({ value: one, label: valueLabel(path, one, language) });
  const text = textOf(value);
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          options={field.options.map(optionOf)}
          selectedOption={value === undefined ? null : optionOf(text)}
          onChange={({ detail }) => onEdit(path, detail.selectedOption.value)}
        />
      );
    case 'choices':
      return (
        <Multiselect
          options={field.options.map(optionOf)}
          selectedOptions={listOf(value).map(optionOf)}
          onChange={({ detail }) =>
            onEdit(
              path,
              detail.selectedOptions.flatMap((one) => one.value ?? []),
            )
          }
        />
      );
    case 'toggle':
      return (
        <Toggle
          checked={value === true}
          // What can only be true is left out when it is not.
          onChange={({ detail }) =>
            onEdit(path, 'const' in schema && !detail.checked ? undefined : detail.checked)
          }
        >
          {label(path)}
        </Toggle>
      );
    case 'number':
      return (
        <Input
          type="number"
          inputMode={field.isWhole ? 'numeric' : 'decimal'}
          value={text}
          onChange={({ detail }) => onEdit(path, detail.value === '' ? 0 : Number(detail.value))}
        />
      );
    case 'texts':
      return (
        <Input
          value={listOf(value).join(', ')}
          onChange={({ detail }) => onEdit(path, splitAt(detail.value))}
        />
      );
    case 'text': {
      const known = suggestions[String(path.at(-1))];
      if (known !== undefined)
        return (
          <Autosuggest
            value={text}
            options={known.map((one) => ({ value: one }))}
            onChange={({ detail }) => onEdit(path, detail.value)}
          />
        );
      if (field.isLong)
        return <Textarea rows={3} value={text} onChange={({ detail }) => onEdit(path, detail.value)} />;
      return <Input value={text} onChange={({ detail }) => onEdit(path, detail.value)} />;
    }
  }
}

const textOf = (value: unknown): string =>
  value === undefined || value === null || typeof value === 'object' ? '' : String(value);
const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : value === undefined || value === null ? [] : [String(value)];
/** As it is typed: the last one may still be empty. */
const splitAt = (text: string): readonly string[] => text.split(',').map((one) => one.trim());

/** One of the forms that a value can have, or one of the values of a form that is a choice. */
interface FormOption {
  readonly value: string;
  readonly label: string;
  readonly form: Schema;
  /** The value itself, where nothing is left to ask. */
  readonly is?: string;
}

function optionsOf(
  root: Schema,
  forms: readonly Schema[],
  path: Path,
  { language, label: nameOf, words: { values } }: SpokenForm,
): readonly FormOption[] {
  const isLocalised = forms.some((form) => isByLanguage(fieldOf(root, form)));
  return forms.flatMap((form, place): readonly FormOption[] => {
    const field = fieldOf(root, form);
    const whole = (label: string): readonly FormOption[] => [{ value: String(place), label, form }];
    const fixed =
      'const' in form ? [String(form['const'])] : field.kind === 'choice' ? field.options : undefined;
    if (fixed !== undefined)
      return fixed.map((is) => ({
        value: `${place} ${is}`,
        label: valueLabel(path, is, language),
        form,
        is,
      }));
    if (field.kind === 'map') return whole(values.byLanguage);
    if (isByLanguage(field)) return whole(values.byLanguage);
    if (field.kind !== 'group')
      return whole(field.kind !== 'text' ? values.several : isLocalised ? values.oneText : values.text);
    const first = field.properties.find(({ isRequired }) => isRequired);
    if (first === undefined) return whole(values.several);
    const at = [...path, first.key];
    return whole(
      'const' in first.schema ? valueLabel(at, String(first.schema['const']), language) : nameOf(at),
    );
  });
}

/** True for a text that has a form for each language. */
const isByLanguage = (field: Field): boolean =>
  field.kind === 'group' && field.properties.every(({ key }) => isLanguage(key));

/** A value that can have several forms: which one, then its fields. */
function Forms({ forms, schema, path, value }: FieldProps & { readonly forms: readonly Schema[] }) {
  const context = useForm();
  const { root, words, problems, onEdit } = context;
  const form = forms[formOf(root, forms, value)];
  const options = optionsOf(root, forms, path, context);
  const chosen = options.find(
    (one) => one.form === form && (one.is === undefined || one.is === String(value)),
  );
  const label = context.label(path);
  return (
    <SpaceBetween size="s">
      <FormField
        label={label}
        description={context.help(schema, path)}
        constraintText={context.defaultText(path)}
        errorText={problemAt(problems, path)}
      >
        <Select
          ariaLabel={words.form(label)}
          options={[...options]}
          selectedOption={chosen ?? null}
          onChange={({ detail }) => {
            const next = options.find((one) => one.value === detail.selectedOption.value);
            if (next !== undefined) onEdit(path, next.is ?? firstValue(root, next.form));
          }}
        />
      </FormField>
      {chosen !== undefined && chosen.is === undefined && (
        <SchemaField schema={withoutDescription(chosen.form)} path={path} value={value} />
      )}
    </SpaceBetween>
  );
}

const withoutDescription = ({ description: _, ...schema }: Schema): Schema => schema;
