import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import schema from '../../workflows/campaigns/campaign.schema.json';
import { useAnswer } from '../api/use-answer.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Content } from '../builder/content.tsx';
import { Review } from '../builder/review.tsx';
import { useBuilderWords } from '../builder/use-builder-words.ts';
import { useDraft } from '../builder/use-draft.ts';
import { SchemaForm } from '../form/schema-form.tsx';
import { contentOf } from '../form/yaml-text.ts';
import { AnswerView } from '../parts/answer-view.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';

type Shown = Answered<'GET /api/drafts/{campaign}'>;

const YamlEditor = lazy(() => import('../parts/yaml-editor.tsx'));

const onAudience = new Set(['name', 'description', 'trigger', 'audience']);

/** A campaign that is being written. The tab is in the address. */
export default function Draft() {
  const { language } = usePreferences();
  const { campaign = '' } = useParams();
  // Another revision than the one on screen is another draft: what was typed since is gone only when somebody says so.
  const [shown, setShown] = useState<Shown | undefined>();
  const answer = useAnswer(
    'GET /api/drafts/{campaign}',
    { path: { campaign }, query: { lang: language } },
    { isEnabled: shown?.id !== campaign },
  );
  const queries = useQueryClient();
  // It is saved past the cache, which would show an old one to whoever comes back.
  useEffect(() => () => queries.removeQueries({ queryKey: ['GET /api/drafts/{campaign}'] }), [queries]);
  const draft = shown?.id === campaign ? shown : answer.data;
  if (draft !== undefined && draft !== shown && draft.id === campaign) setShown(draft);
  if (draft !== undefined && draft.id === campaign)
    return (
      <Builder
        key={`${draft.id}#${draft.revision}`}
        draft={draft}
        onReload={() => void answer.refetch().then(({ data }) => setShown(data))}
      />
    );
  return (
    <Page title={campaign}>
      <AnswerView answer={answer}>{() => <Loading />}</AnswerView>
    </Page>
  );
}

function Builder({ draft, onReload }: { readonly draft: Shown; onReload(): void }) {
  const { language } = usePreferences();
  const w = useBuilderWords();
  const onScreen = useDraft(draft, language);
  const { written, change, checked, saving, undo, redo } = onScreen;
  const [parameters, setParameters] = useSearchParams();
  const content = contentOf(written.text);
  const name = nameOf(content) ?? draft.id;
  const formOf = (keys: (key: string) => boolean): ReactNode =>
    content === undefined ? (
      <Alert type="error">{w.unreadable}</Alert>
    ) : (
      <SchemaForm
        schema={schema}
        keys={keys}
        text={written.text}
        language={language}
        problems={checked.problems}
        suggestions={{
          audience: draft.audiences,
          template: Object.keys(written.templates),
          script: Object.keys(written.scripts),
        }}
        onChange={(text) => change({ text })}
      />
    );
  const labelWith = (id: keyof typeof w.tabs, isIn: (key: string) => boolean) => {
    const count = checked.problems.filter(({ path: [key = ''] }) => isIn(String(key))).length;
    return count === 0 ? w.tabs[id] : `${w.tabs[id]} (${count})`;
  };
  const isRule = (key: string) => key !== '' && key !== 'steps' && !onAudience.has(key);
  return (
    <Page
      title={w.title(name)}
      description={draft.basedOn === undefined ? w.isNew(draft.id) : w.isChange(draft.id, draft.basedOn)}
      actions={
        <SpaceBetween direction="horizontal" size="xs" alignItems="center">
          <StatusIndicator type={savingLook[saving]}>{w.saving[saving]}</StatusIndicator>
          {saving === 'changed-by-another' && <Button onClick={onReload}>{w.reload}</Button>}
          <Button iconName="undo" ariaLabel={w.undo} disabled={undo === undefined} onClick={() => undo?.()} />
          <Button iconName="redo" ariaLabel={w.redo} disabled={redo === undefined} onClick={() => redo?.()} />
          <Discard id={draft.id} />
        </SpaceBetween>
      }
    >
      <Tabs
        activeTabId={parameters.get('tab') ?? 'audience'}
        onChange={({ detail }) => setParameters({ tab: detail.activeTabId }, { replace: true })}
        tabs={[
          {
            id: 'audience',
            label: labelWith('audience', (key) => onAudience.has(key)),
            content: formOf((key) => onAudience.has(key)),
          },
          {
            id: 'steps',
            label: labelWith('steps', (key) => key === 'steps'),
            content: formOf((key) => key === 'steps'),
          },
          { id: 'rules', label: labelWith('rules', isRule), content: formOf(isRule) },
          { id: 'content', label: w.tabs.content, content: <Content onScreen={onScreen} /> },
          {
            id: 'review',
            label: w.tabs.review,
            content: <Review draft={draft} name={name} onScreen={onScreen} />,
          },
          {
            id: 'yaml',
            // What is no YAML, or not about one key, is seen here alone.
            label: labelWith('yaml', (key) => key === ''),
            content: (
              <Suspense fallback={<Loading />}>
                <YamlEditor
                  label={w.yamlLabel}
                  value={written.text}
                  keys={noKeys}
                  problems={linesOf(checked.problems)}
                  onChange={(text) => change({ text })}
                />
              </Suspense>
            ),
          },
        ]}
      />
    </Page>
  );
}

const savingLook = {
  saved: 'success',
  waiting: 'in-progress',
  failed: 'error',
  'changed-by-another': 'warning',
} as const;

const nameOf = (content: unknown): string | undefined =>
  typeof content === 'object' && content !== null && 'name' in content && typeof content.name === 'string'
    ? content.name
    : undefined;

function Discard({ id }: Pick<Shown, 'id'>) {
  const w = useBuilderWords();
  const go = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const discard = useChange('POST /api/drafts/{campaign}/discard');
  return (
    <>
      <Button iconName="remove" ariaLabel={w.discard} onClick={() => setAsking(true)} />
      {isAsking && (
        <Confirmation
          title={w.discardTitle}
          text={w.discardText}
          action={w.discard}
          isBusy={discard.isPending}
          onConfirm={() =>
            discard.mutate({ path: { campaign: id } }, { onSuccess: () => void go('/campaigns') })
          }
          onCancel={() => setAsking(false)}
        />
      )}
    </>
  );
}

// A campaign's keys differ by place, which completion does not know yet.
const noKeys = {};

/** The problems that have a line of the YAML. */
const linesOf = (problems: readonly { readonly line?: number | undefined; readonly message: string }[]) =>
  problems.flatMap(({ line, message }) => (line === undefined ? [] : [{ line, message }]));
