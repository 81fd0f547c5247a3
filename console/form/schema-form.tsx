import type { Language } from '../../shared/language.ts';
import { type FormContext, FormProvider, type Problem } from './context.tsx';
import { resolve, type Schema } from './schema.ts';
import { SchemaField } from './schema-field.tsx';
import { SchemaGroup } from './schema-parts.tsx';
import { contentOf, type Path, withMoved, withValue } from './yaml-text.ts';

/**
 * Some keys of a file as a form, drawn from its JSON Schema alone. The YAML is what is edited: each change makes it
 * another text, and comments in it stay.
 */
export function SchemaForm({
  schema,
  keys,
  text,
  language,
  problems,
  suggestions = {},
  onChange,
  ...own
}: Pick<FormContext, 'names' | 'defaultAt'> & {
  readonly schema: Schema;
  /** Which keys; those that the schema does not have are left out. */
  readonly keys: (key: string) => boolean;
  readonly text: string;
  readonly language: Language;
  readonly problems: readonly Problem[];
  readonly suggestions?: Readonly<Record<string, readonly string[]>>;
  onChange(text: string): void;
}) {
  const { properties = {}, required = [] } = resolve(schema, schema);
  const shown = Object.entries(Object(properties))
    .filter(([key]) => keys(key))
    .map(([key, value]) => ({
      key,
      schema: Object(value) as Schema,
      isRequired: Array.isArray(required) && required.includes(key),
    }));
  return (
    <FormProvider
      value={{
        ...own,
        root: schema,
        language,
        problems,
        suggestions,
        Field: SchemaField,
        onEdit: (path: Path, value: unknown) => onChange(withValue(text, path, value)),
        onMove: (list, from, to) => onChange(withMoved(text, list, from, to)),
      }}
    >
      <SchemaGroup properties={shown} path={[]} value={contentOf(text)} />
    </FormProvider>
  );
}
