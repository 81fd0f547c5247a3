import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { lazy, Suspense, useRef, useState } from 'react';
import { Confirmation } from '../parts/confirmation.tsx';
import { Loading } from '../parts/loading.tsx';
import type { MailEditorHandle } from './mail-editor.tsx';
import { liquidOf, offeredOf, personalisationsIn, type Span, type Variable } from './personalisation.ts';
import { useBuilderWords } from './use-builder-words.ts';

const MailEditor = lazy(() => import('./mail-editor.tsx'));

interface Text {
  readonly subject: string;
  readonly body: string;
}

/** The subject and text of a mail in one language, and what they are personalised with. */
export function MailText({
  text,
  language,
  known,
  onChange,
}: {
  readonly text: Text;
  readonly language: string;
  /** What it can be personalised with. */
  readonly known: readonly Variable[];
  onChange(text: Text): void;
}) {
  const w = useBuilderWords();
  const { subject, body } = text;
  const editor = useRef<MailEditorHandle>(null);
  const [asking, setAsking] = useState<{ readonly name: string; readonly place?: Span } | undefined>();
  const offered = offeredOf(known);
  /** Where somebody was writing, or in the place of what they have begun to write. */
  const insert = (name: string, place?: Span) => {
    const { canBeMissing } = known.find((one) => one.name === name) ?? {};
    if (canBeMissing === true) setAsking({ name, ...(place && { place }) });
    else editor.current?.put(liquidOf({ name }, language), place);
  };
  const names: Readonly<Record<string, string>> = w.personalise.names;
  const nameOf = (name: string) => names[name] ?? name;
  return (
    <SpaceBetween size="s">
      <FormField label={w.content.subject}>
        <Input value={subject} onChange={({ detail }) => onChange({ subject: detail.value, body })} />
      </FormField>
      <div>
        <Box variant="awsui-key-label" margin={{ bottom: 'xxs' }}>
          {w.content.body}
        </Box>
        <Suspense fallback={<Loading />}>
          <MailEditor
            ref={editor}
            label={w.content.body}
            value={body}
            variables={offered}
            onChange={(written) => onChange({ subject, body: written })}
            onChoose={insert}
          />
        </Suspense>
      </div>
      <div className="rk-chips">
        <ButtonDropdown
          items={offered.map(({ name }) => ({ id: name, text: nameOf(name) }))}
          disabled={known.length === 0}
          onItemClick={({ detail: { id } }) => insert(id)}
        >
          {w.personalise.insert}
        </ButtonDropdown>
        {personalisationsIn(`${subject}\n${body}`).map(({ name, fallback }) => (
          <Badge key={`${name} ${fallback ?? ''}`}>
            {fallback === undefined ? nameOf(name) : w.personalise.chip(nameOf(name), fallback)}
          </Badge>
        ))}
      </div>
      {asking !== undefined && (
        <Fallback
          name={nameOf(asking.name)}
          onChoose={(fallback) => {
            setAsking(undefined);
            editor.current?.put(liquidOf({ name: asking.name, fallback }, language), asking.place);
          }}
          onCancel={() => setAsking(undefined)}
        />
      )}
    </SpaceBetween>
  );
}

/** Asks for what stands there for whoever it is not known of. */
function Fallback({
  name,
  onChoose,
  onCancel,
}: {
  readonly name: string;
  onChoose(fallback: string): void;
  onCancel(): void;
}) {
  const w = useBuilderWords().personalise;
  const [fallback, setFallback] = useState('');
  return (
    <Confirmation
      title={w.fallbackTitle(name)}
      text={w.fallbackText}
      action={w.insert}
      isBusy={false}
      isReady={fallback.trim() !== ''}
      onConfirm={() => onChoose(fallback.trim())}
      onCancel={onCancel}
    >
      <FormField label={w.fallback}>
        <Input value={fallback} onChange={({ detail }) => setFallback(detail.value)} />
      </FormField>
    </Confirmation>
  );
}
