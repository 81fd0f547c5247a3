import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Answered } from '../../shared/console-api/routes.ts';
import { usePreferences } from '../app/preferences.tsx';
import { JobProgressView } from '../jobs/job-progress.tsx';
import { useFormats } from '../parts/formats.ts';
import { Problem } from '../parts/problem.tsx';
import { lineDiff } from './line-diff.ts';
import { Publishing } from './publishing.tsx';
import { useBuilderWords } from './use-builder-words.ts';
import type { DraftOnScreen } from './use-draft.ts';
import { countedStages, type DraftCount, useDraftCount } from './use-draft-count.ts';

type Draft = Answered<'GET /api/drafts/{campaign}'>;

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
  const count = useDraftCount(draft.id, written.text);
  return (
    <SpaceBetween size="l">
      <Checked checked={checked} />
      <People count={count} isReady={onScreen.saving === 'saved'} />
      <Container header={<Header variant="h2">{w.diff}</Header>}>
        <Changes draft={draft} text={written.text} />
      </Container>
      <Publishing
        id={draft.id}
        name={name}
        count={count}
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

function People({ count, isReady }: { readonly count: DraftCount; readonly isReady: boolean }) {
  const w = useBuilderWords();
  const { number } = useFormats();
  const { kept, counted, unknown, error, isCounting } = count;
  const isOpen = kept !== undefined && counted === undefined;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={w.countHelp}
          actions={
            !isOpen && (
              <Button loading={isCounting} disabled={!isReady} onClick={count.start}>
                {w.count}
              </Button>
            )
          }
        >
          {w.people}
        </Header>
      }
    >
      {error !== undefined && <Problem error={error} />}
      {unknown !== undefined && <Box>{w.unknown[unknown]}</Box>}
      {isOpen && <JobProgressView {...kept} onDrop={count.drop} />}
      {counted !== undefined && (
        <KeyValuePairs
          columns={3}
          items={[
            { label: w.counted.customers, value: number(counted.customers) },
            ...countedStages.map((stage) => ({
              label: w.counted[stage],
              value: number(counted.counts[stage]),
            })),
          ]}
        />
      )}
      {kept === undefined && unknown === undefined && error === undefined && (
        <Box color="text-body-secondary">–</Box>
      )}
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
