import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Sent } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Problem } from '../parts/problem.tsx';
import { useBuilderWords } from './use-builder-words.ts';

type Origin = Sent<'POST /api/drafts'>['body']['from'];

const isId = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,39}$/.test(text);

/** Begins a draft and opens it. */
export function useBegin() {
  const { language } = usePreferences();
  const go = useNavigate();
  const begin = useChange('POST /api/drafts');
  return {
    error: begin.error,
    isPending: begin.isPending,
    start: (id: string, from: Origin) =>
      begin.mutate(
        { body: { id, from, lang: language } },
        { onSuccess: (answer) => void go(`/campaigns/drafts/${answer.id}`) },
      ),
  };
}

/** A new campaign: of a ready-made one, or of nothing. */
export function NewCampaign() {
  const w = useBuilderWords().start;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {w.button}
      </Button>
      {isOpen && <Choice onClose={() => setOpen(false)} />}
    </>
  );
}

function Choice({ onClose }: { onClose(): void }) {
  const { language } = usePreferences();
  const w = useBuilderWords().start;
  const { data } = useAnswer('GET /api/drafts', { query: { lang: language } });
  const [from, setFrom] = useState('');
  const [id, setId] = useState('');
  const { start, isPending, error } = useBegin();
  return (
    <Confirmation
      title={w.title}
      text=""
      action={w.begin}
      isBusy={isPending}
      isReady={isId(id)}
      onConfirm={() => start(id, from === '' ? { blank: true } : { readyMade: from })}
      onCancel={onClose}
    >
      <SpaceBetween size="m">
        {error !== null && <Problem error={error} />}
        <IdField id={id} error={error?.issues.map(({ message }) => message).join(' ')} onChange={setId} />
        <FormField label={w.from}>
          <RadioGroup
            value={from}
            onChange={({ detail }) => {
              setFrom(detail.value);
              if (id === '' || id === from) setId(detail.value);
            }}
            items={[
              { value: '', label: w.blank, description: w.blankHelp },
              ...(data?.readyMade ?? []).map(({ id: one, name, description, steps }) => ({
                value: one,
                label: `${name} (${w.steps(steps)})`,
                description,
              })),
            ]}
          />
        </FormField>
      </SpaceBetween>
    </Confirmation>
  );
}

function IdField({
  id,
  error,
  onChange,
}: {
  readonly id: string;
  readonly error: string | undefined;
  onChange(id: string): void;
}) {
  const w = useBuilderWords().start;
  return (
    <FormField label={w.id} constraintText={w.idHelp} errorText={error}>
      <Input value={id} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  );
}

/** Asks for the id of a copy. */
export function Duplicate({ of, onClose }: { readonly of: string; onClose(): void }) {
  const w = useBuilderWords().start;
  const [id, setId] = useState(`${of}-2`.slice(0, 40));
  const { start, isPending, error } = useBegin();
  return (
    <Confirmation
      title={w.duplicate}
      text=""
      action={w.begin}
      isBusy={isPending}
      isReady={isId(id)}
      onConfirm={() => start(id, { campaign: of })}
      onCancel={onClose}
    >
      <IdField id={id} error={error?.issues.map(({ message }) => message).join(' ')} onChange={setId} />
    </Confirmation>
  );
}
