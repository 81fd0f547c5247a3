import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Table from '@cloudscape-design/components/table';
import { useMutation } from '@tanstack/react-query';
import type { Answered, Sent } from '../../shared/console-api/routes.ts';
import { type ApiError, ask } from '../api/client.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Problem } from '../parts/problem.tsx';
import { settingsWords } from '../words/settings/words.ts';
import { SettingsEffect } from './effect.tsx';
import { defaultColumn, nameColumn } from './setting-columns.tsx';
import { settingName, settingText } from './setting-words.ts';
import type { SettingsOnScreen } from './use-settings.ts';

/** What changes and which customers it would affect, before anything is saved. */
export function SettingsReview({
  onScreen,
  onSaved,
  onReload,
  onCancel,
}: {
  readonly onScreen: SettingsOnScreen;
  onSaved(): void;
  /** Somebody else has changed the same, and whoever is here wants to see it. */
  onReload(): void;
  onCancel(): void;
}) {
  const { words, language } = usePreferences();
  const w = settingsWords[language];
  const {
    base,
    text,
    checked: { changes, doubts },
  } = onScreen;
  // Not by useChange, which would first count again who the change affects.
  const save = useMutation<Answered<'POST /api/settings'>, ApiError, Sent<'POST /api/settings'>>({
    mutationFn: (sent) => ask('POST /api/settings', sent),
  });
  const changedByAnother = save.data?.changedByAnother ?? [];
  const send = () =>
    save.mutate(
      { body: { changes: changes.map(({ path, before, after }) => ({ path, before, after })) } },
      { onSuccess: (answer) => answer.changedByAnother.length === 0 && onSaved() },
    );
  return (
    <Confirmation
      size="large"
      title={w.reviewTitle}
      text={w.reviewText}
      action={w.save}
      isBusy={save.isPending}
      isReady={changedByAnother.length === 0}
      onConfirm={send}
      onCancel={onCancel}
    >
      {save.error !== null && <Problem error={save.error} />}
      {changedByAnother.length > 0 && (
        <Alert
          type="warning"
          header={w.changedByAnother}
          action={<Button onClick={onReload}>{w.reload}</Button>}
        >
          {w.changedByAnotherText(words.listed(changedByAnother.map((path) => settingName(path, language))))}
        </Alert>
      )}
      <Table
        variant="embedded"
        wrapLines
        items={changes}
        trackBy="path"
        columnDefinitions={[
          nameColumn(language),
          { id: 'before', header: w.before, cell: ({ path, before }) => settingText(path, before, language) },
          {
            id: 'after',
            header: w.after,
            cell: ({ path, after }) => <strong>{settingText(path, after, language)}</strong>,
          },
          defaultColumn(language),
        ]}
      />
      {doubts.length > 0 && (
        <Alert type="warning" header={w.doubts}>
          <ul>
            {doubts.map((doubt) => (
              <li key={doubt}>{doubt}</li>
            ))}
          </ul>
        </Alert>
      )}
      <SettingsEffect base={base} text={text} />
    </Confirmation>
  );
}
