import Badge from '@cloudscape-design/components/badge';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { useRef, useState } from 'react';
import { Confirmation } from '../parts/confirmation.tsx';
import { liquidOf, personalisationsIn } from './personalisation.ts';
import { useBuilderWords } from './use-builder-words.ts';

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
  readonly known: readonly { readonly name: string; readonly canBeMissing: boolean }[];
  onChange(text: Text): void;
}) {
  const w = useBuilderWords();
  const { subject, body } = text;
  const around = useRef<HTMLDivElement>(null);
  const [asking, setAsking] = useState<string | undefined>();
  /** Where somebody was writing. */
  const insert = (written: string) => {
    const at = around.current?.querySelector('textarea')?.selectionStart ?? body.length;
    onChange({ subject, body: `${body.slice(0, at)}${written}${body.slice(at)}` });
  };
  const names: Readonly<Record<string, string>> = w.personalise.names;
  const nameOf = (name: string) => names[name] ?? name;
  return (
    <SpaceBetween size="s">
      <FormField label={w.content.subject}>
        <Input value={subject} onChange={({ detail }) => onChange({ subject: detail.value, body })} />
      </FormField>
      <div ref={around}>
        <FormField label={w.content.body}>
          <Textarea
            rows={14}
            value={body}
            onChange={({ detail }) => onChange({ subject, body: detail.value })}
          />
        </FormField>
      </div>
      <div className="rk-chips">
        <ButtonDropdown
          // What an event carries is named by the shop, and can only be written.
          items={known
            .filter(({ name }) => name !== 'event.properties')
            .map(({ name }) => ({ id: name, text: nameOf(name) }))}
          disabled={known.length === 0}
          onItemClick={({ detail: { id } }) => {
            if (known.some(({ name, canBeMissing }) => name === id && canBeMissing)) setAsking(id);
            else insert(liquidOf({ name: id }, language));
          }}
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
          name={nameOf(asking)}
          onChoose={(fallback) => {
            insert(liquidOf({ name: asking, fallback }, language));
            setAsking(undefined);
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
