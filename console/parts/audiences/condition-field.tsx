import ColumnLayout from '@cloudscape-design/components/column-layout';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import Multiselect from '@cloudscape-design/components/multiselect';
import Select from '@cloudscape-design/components/select';
import { audienceWords } from '../../../shared/words/audience.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { type Field, fieldOf, type SchemaNode } from './schema.ts';

interface FieldProps {
  readonly label: string;
  readonly node: SchemaNode;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** One value of a condition, asked for as its schema says. */
export function ConditionField(props: FieldProps) {
  const field = fieldOf(props.node);
  if (field.is === 'parts') return <Parts {...props} parts={field.parts} />;
  return (
    <FormField label={props.label} stretch>
      <Control {...props} field={field} />
    </FormField>
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function Parts({
  parts,
  label,
  value,
  onChange,
}: FieldProps & { readonly parts: readonly (readonly [string, SchemaNode])[] }) {
  const { language, words } = usePreferences();
  const names: Readonly<Record<string, string>> = {
    ...words.audiences.parts,
    ...audienceWords[language].parts,
  };
  const given = isRecord(value) ? value : {};
  return (
    <ColumnLayout columns={Math.min(3, parts.length)}>
      {parts.map(([name, node]) => (
        <ConditionField
          key={name}
          label={words.labelled(label, names[name] ?? name)}
          node={node}
          value={given[name]}
          onChange={(next) => {
            const { [name]: _, ...others } = given;
            onChange(next === undefined ? others : { ...others, [name]: next });
          }}
        />
      ))}
    </ColumnLayout>
  );
}

const listOf = (value: unknown): readonly string[] =>
  value === undefined ? [] : Array.isArray(value) ? value.map(String) : [String(value)];

function Control({ field, label, value, onChange }: FieldProps & { readonly field: Field }) {
  const { language, words } = usePreferences();
  if (field.is === 'choices') {
    const optionOf = (one: string) => ({ value: one, label: nameIn(field.values, one, language) });
    return (
      <Multiselect
        options={field.values.map(optionOf)}
        selectedOptions={listOf(value).map(optionOf)}
        placeholder={words.audiences.choose}
        onChange={({ detail }) => {
          const chosen = detail.selectedOptions.flatMap((option) => option.value ?? []);
          onChange(chosen.length === 0 ? undefined : chosen);
        }}
      />
    );
  }
  if (field.is === 'yes-or-no') {
    const optionOf = (answer: boolean) => ({
      value: String(answer),
      label: words.audiences.answers[`${answer}`],
    });
    return (
      <Select
        options={[optionOf(true), optionOf(false)]}
        selectedOption={optionOf(value === true)}
        onChange={({ detail }) => onChange(detail.selectedOption.value === 'true')}
      />
    );
  }
  const isNumber = field.is === 'number';
  const isList = field.is === 'texts';
  return (
    <Input
      ariaLabel={label}
      value={isList ? listOf(value).join(', ') : value === undefined ? '' : String(value)}
      {...(isNumber && { type: 'number', inputMode: 'decimal' })}
      {...(isList && { placeholder: words.audiences.separated })}
      onChange={({ detail }) => {
        if (detail.value === '') return onChange(undefined);
        if (isNumber) return onChange(Number(detail.value));
        onChange(isList ? detail.value.split(/[,，]\s*/) : detail.value);
      }}
    />
  );
}

/** The name of a value, from the list of names that knows all values of the field. */
function nameIn(values: readonly string[], value: string, language: 'en' | 'zh'): string {
  const lists: readonly Readonly<Record<string, string>>[] = Object.values(audienceWords[language].names);
  return lists.find((list) => values.every((one) => one in list))?.[value] ?? value;
}
