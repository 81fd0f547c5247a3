import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';
import { useState } from 'react';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Problem } from '../parts/problem.tsx';
import { deliverabilityWords } from '../words/deliverability/words.ts';

/** What the server takes as a note. */
const longestNote = 300;

/** Asks how somebody knows that an address works which has bounced, and opens the mailbox again. */
export function Release({ address, onClose }: { readonly address: string; onClose(): void }) {
  const { language } = usePreferences();
  const w = deliverabilityWords[language].closed;
  const [note, setNote] = useState('');
  const release = useChange('POST /api/suppressions/release');
  const namesAddress = /\S@\S/.test(note);
  return (
    <Confirmation
      title={w.releaseTitle(address)}
      text={w.releaseText}
      action={w.release}
      isBusy={release.isPending}
      isReady={note.trim() !== '' && note.length <= longestNote && !namesAddress}
      onConfirm={() =>
        release.mutate(
          { body: { address, note } },
          { onSuccess: ({ refused }) => refused === undefined && onClose() },
        )
      }
      onCancel={onClose}
    >
      {release.error !== null && <Problem error={release.error} />}
      {release.data?.refused !== undefined && (
        <Alert type="warning">{w.notReleased[release.data.refused]}</Alert>
      )}
      <FormField
        label={w.note}
        constraintText={w.noteHelp(longestNote)}
        {...(namesAddress && { errorText: w.noteNamesAddress })}
      >
        <Textarea rows={3} value={note} onChange={({ detail }) => setNote(detail.value)} />
      </FormField>
    </Confirmation>
  );
}
