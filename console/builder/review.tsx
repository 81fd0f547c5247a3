import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Answered } from '../../shared/console-api/routes.ts';
import { ApiError, ask } from '../api/client.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useFormats } from '../parts/formats.ts';
import { Problem } from '../parts/problem.tsx';
import { lineDiff } from './line-diff.ts';
import { Publishing } from './publishing.tsx';
import { useBuilderWords } from './use-builder-words.ts';
import type { DraftOnScreen } from './use-draft.ts';

type Draft = Answered<'GET /api/drafts/{campaign}'>;
type Count = Answered<'GET /api/drafts/{campaign}/count'>;

/** What is wrong, what changes, how many people it concerns, and the button that publishes it. */
export function Review({
  draft,
  name,
  onScreen,
}: {
  readonly draft: Draft;
  readonly name: string;
  readonly onScreen: DraftOnScreen;
}) {
  const w = useBuilderWords();
  const { checked, written } = onScreen;
  // A count is of the text that was counted; it says nothing about another.
  const [counted, setCounted] = useState<{ readonly text: string; readonly count: Count } | undefined>();
  const count = counted?.text === written.text ? counted.count : undefined;
  const [isCounting, setCounting] = useState(false);
  const [error, setError] = useState<ApiError | undefined>();
  const start = async () => {
    setCounting(true);
    setError(undefined);
    try {
      const answer = await ask('GET /api/drafts/{campaign}/count', { path: { campaign: draft.id } });
      setCounted({ text: written.text, count: answer });
    } catch (problem) {
      setError(problem instanceof ApiError ? problem : new ApiError(0, {}));
    } finally {
      setCounting(false);
    }
  };
  return (
    <SpaceBetween size="l">
      <Checked checked={checked} />
      <People
        count={count}
        error={error}
        isCounting={isCounting}
        isReady={onScreen.saving === 'saved'}
        onCount={() => void start()}
      />
      <Container header={<Header variant="h2">{w.diff}</Header>}>
        <Changes draft={draft} text={written.text} />
      </Container>
      <Publishing
        id={draft.id}
        name={name}
        count={count}
        error={error}
        onAsk={() => void (count === undefined && !isCounting && start())}
        isReady={checked.problems.length === 0 && onScreen.saving === 'saved'}
        revision={onScreen.revision}
      />
    </SpaceBetween>
  );
}

function Checked({ checked: { problems, warnings } }: { readonly checked: Draft['checked'] }) {
  const { words } = usePreferences();
  const w = useBuilderWords();
  return (
    <SpaceBetween size="s">
      {problems.length === 0 ? (
        <Alert type="success">{w.fine}</Alert>
      ) : (
        <Alert type="error" header={w.toMend}>
          <ul>
            {problems.map(({ message, line }) => (
              <li key={`${line ?? ''}${message}`}>
                {line === undefined ? message : words.labelled(w.line(line), message)}
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert type="warning" header={w.warnings}>
          <ul>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Alert>
      )}
    </SpaceBetween>
  );
}

function People({
  count,
  error,
  isCounting,
  isReady,
  onCount,
}: {
  readonly count: Count | undefined;
  readonly error: ApiError | undefined;
  readonly isCounting: boolean;
  readonly isReady: boolean;
  onCount(): void;
}) {
  const w = useBuilderWords();
  const { number } = useFormats();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={w.countHelp}
          actions={
            <Button loading={isCounting} disabled={!isReady} onClick={onCount}>
              {w.count}
            </Button>
          }
        >
          {w.people}
        </Header>
      }
    >
      {error !== undefined && <Problem error={error} />}
      {count?.unknown !== undefined && <Box>{w.unknown[count.unknown]}</Box>}
      {count?.counted !== undefined && (
        <KeyValuePairs
          columns={4}
          items={(
            [
              'customers',
              'inAudience',
              'entering',
              'withAddress',
              'withConsent',
              'notSuppressed',
              'reachable',
            ] as const
          ).map((key) => ({ label: w.counted[key], value: number(count.counted?.[key] ?? 0) }))}
        />
      )}
      {count === undefined && error === undefined && <Box color="text-body-secondary">–</Box>}
    </Container>
  );
}

function Changes({ draft, text }: { readonly draft: Draft; readonly text: string }) {
  const w = useBuilderWords();
  if (draft.published === undefined)
    return <Box>{draft.basedOn === undefined ? w.diffNew : w.diffUnknown}</Box>;
  const lines = lineDiff(draft.published, text);
  if (lines.every(({ is }) => is === 'same')) return <Box>{w.diffSame}</Box>;
  const marks = { same: ' ', added: '+', removed: '−' } as const;
  return (
    <ul className="rk-diff">
      {lines.map(({ is, text: line }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place
        <li key={place} className={`rk-diff-${is}`}>
          {is !== 'same' && <span className="rk-hidden">{w[is]}: </span>}
          <span aria-hidden="true">{marks[is]} </span>
          {line}
        </li>
      ))}
    </ul>
  );
}
