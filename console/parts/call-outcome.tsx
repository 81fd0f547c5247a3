import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import DatePicker from '@cloudscape-design/components/date-picker';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import TimeInput from '@cloudscape-design/components/time-input';
import { useState } from 'react';
import type { CallOutcome as Outcome } from '../../shared/callbacks/callback.ts';
import type { TaskId } from '../../shared/ids.ts';
import { usePreferences } from '../app/preferences.tsx';
import { pendingOutcomes } from '../calls/undo-bar.tsx';
import { useKeys } from './use-keys.ts';

/** In the order of their keys; the one that cannot be undone comes last. */
const order: readonly Outcome[] = [
  'reached-interested',
  'reached-not-interested',
  'call-again',
  'no-answer',
  'do-not-call',
];

/** How the call went, by one key or one click; a follow-up asks for its day first. It may be taken back for some seconds. */
export function CallOutcome({
  taskId,
  name,
  onDone,
}: {
  readonly taskId: TaskId;
  readonly name: string;
  onDone(): void;
}) {
  const { words } = usePreferences();
  const w = words.calls;
  const [note, setNote] = useState('');
  const [again, setAgain] = useState<{ readonly on: string; readonly at: string } | undefined>();
  const choose = (outcome: Outcome) => {
    if (outcome === 'call-again' && (again === undefined || again.on === ''))
      return setAgain({ on: '', at: '' });
    const callAgain =
      outcome === 'call-again' && again !== undefined
        ? { on: again.on, ...(again.at !== '' && { at: again.at }) }
        : undefined;
    // The server puts the name of whoever is signed in; the schema of the shop's own systems wants one.
    const body = {
      staff: 'me',
      outcome,
      ...(note.trim() !== '' && { note: note.trim() }),
      ...(callAgain && { callAgain }),
    };
    pendingOutcomes.report({ taskId, name, outcome, body });
    onDone();
  };
  useKeys(Object.fromEntries(order.map((outcome, place) => [`${place + 1}`, () => choose(outcome)])));
  return (
    <Container header={<Header variant="h2">{w.outcome}</Header>}>
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs">
          {order.map((outcome, place) => (
            <Button key={outcome} onClick={() => choose(outcome)}>
              {`${place + 1} · ${w.outcomes[outcome]}`}
            </Button>
          ))}
        </SpaceBetween>
        {again !== undefined && (
          <SpaceBetween direction="horizontal" size="m">
            <FormField label={w.callAgainOn}>
              <DatePicker
                value={again.on}
                onChange={({ detail }) => setAgain({ ...again, on: detail.value })}
              />
            </FormField>
            <FormField label={w.callAgainAt}>
              <TimeInput
                format="hh:mm"
                value={again.at}
                onChange={({ detail }) => setAgain({ ...again, at: detail.value })}
              />
            </FormField>
          </SpaceBetween>
        )}
        <FormField label={w.note}>
          <Textarea value={note} rows={2} onChange={({ detail }) => setNote(detail.value)} />
        </FormField>
      </SpaceBetween>
    </Container>
  );
}
