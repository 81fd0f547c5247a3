import Autosuggest from '@cloudscape-design/components/autosuggest';
import FormField from '@cloudscape-design/components/form-field';
import { useDeferredValue, useState } from 'react';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useBuilderWords } from './use-builder-words.ts';

interface Named {
  readonly customerId: string;
  readonly name?: string | undefined;
}

/** A customer to look through, found as on the page of customers. */
export function CustomerChoice({
  shown,
  onChoose,
}: {
  /** Whoever is shown at the moment, chosen or not. */
  readonly shown: Named | undefined;
  /** Undefined for an example of the audience. */
  onChoose(customer: string | undefined): void;
}) {
  const { words } = usePreferences();
  const w = useBuilderWords().preview;
  const [typed, setTyped] = useState<string | undefined>();
  const text = useDeferredValue(typed?.trim() ?? '');
  const isSearch = text.length > 1;
  const found = useAnswer('GET /api/customers', { query: { text, limit: 10 } }, { isEnabled: isSearch });
  const options = isSearch
    ? (found.data?.customers ?? []).map(({ customerId, name, email }) => ({
        value: customerId,
        label: name ?? customerId,
        description: [name === undefined ? undefined : customerId, email].filter(Boolean).join(' · '),
      }))
    : [];
  return (
    <FormField label={w.customer} constraintText={w.customerHelp}>
      <Autosuggest
        value={typed ?? shown?.name ?? shown?.customerId ?? ''}
        options={options}
        filteringType="manual"
        placeholder={words.customers.searchHelp}
        enteredTextLabel={(value) => value}
        statusType={isSearch && found.isFetching ? 'loading' : 'finished'}
        loadingText={words.loading}
        empty={isSearch ? words.customers.nobody : w.type}
        clearAriaLabel={w.example}
        onChange={({ detail }) => {
          setTyped(detail.value);
          if (detail.value === '') onChoose(undefined);
        }}
        onSelect={({ detail }) => {
          const isOne = options.some(({ value }) => value === detail.value);
          if (!isOne) return;
          setTyped(undefined);
          onChoose(detail.value);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </FormField>
  );
}
