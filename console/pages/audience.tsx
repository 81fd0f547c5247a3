import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { parse, stringify } from 'yaml';
import { mayUse } from '../../shared/console-api/rights.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { AudienceCount } from '../parts/audiences/audience-count.tsx';
import { AudienceExport } from '../parts/audiences/audience-export.tsx';
import { AudienceName, type NamedAudience } from '../parts/audiences/audience-name.tsx';
import { ConditionBuilder, type Conditions } from '../parts/audiences/condition-builder.tsx';
import { ExactCount } from '../parts/audiences/exact-count.tsx';
import { Overlaps } from '../parts/audiences/overlaps.tsx';
import { audienceKeys, type SchemaNode } from '../parts/audiences/schema.ts';
import { Empty } from '../parts/empty.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { useParameters } from '../parts/use-parameters.ts';
import { useSettled } from '../parts/use-settled.ts';

const YamlEditor = lazy(() => import('../parts/yaml-editor.tsx'));

/** A saved audience or new conditions. A name that no audience has is never shown as the audience of everybody. */
export default function AudiencePage() {
  const w = usePreferences().words.audiences;
  const [parameters] = useSearchParams();
  const audiences = useAnswer('GET /api/audiences', {});
  const name = parameters.get('name');
  const named = audiences.data?.named.find((one) => one.name === name);
  const isUnknown = name !== null && named === undefined;
  // Conditions in the address are shown also when what they were made from is gone.
  if (!isUnknown || parameters.has('text'))
    return <AudienceEditor named={named} isReady={audiences.data !== undefined} />;
  return (
    <Page title={w.edit}>
      <AnswerView answer={audiences}>
        {() =>
          // What was known before may be from before it was saved.
          audiences.isFetching ? (
            <Loading />
          ) : (
            <Empty
              title={w.noSuch(name)}
              help={w.noSuchHelp}
              action={<LinkTo to="/audiences">{w.title}</LinkTo>}
            />
          )
        }
      </AnswerView>
    </Page>
  );
}

/** Conditions as a form and as YAML, two ways onto the same thing, and how many customers meet them. */
function AudienceEditor({
  named,
  isReady,
}: {
  readonly named: NamedAudience | undefined;
  /** Whether it is known which audiences there are. */
  readonly isReady: boolean;
}) {
  const { words, language } = usePreferences();
  const w = words.audiences;
  const [parameters, put] = useParameters();
  const { data: session } = useAnswer('GET /api/session', {});
  const name = parameters.get('name');
  const text = parameters.get('text') ?? named?.text ?? '';
  const channel = parameters.get('channel') === 'phone' ? 'phone' : 'email';
  const view = parameters.get('view') === 'yaml' ? 'yaml' : 'form';
  // Counts how often somebody wanted to see what is saved instead of what they had changed.
  const [shown, setShown] = useState(0);
  const schema = useAnswer('GET /api/audiences/schema', {});
  const settled = useSettled(text);
  const counted = useAnswer('POST /api/audiences/count', {
    body: { text: settled, channel, lang: language },
  });
  // The server makes it from the schema that it reads audiences by.
  const keys = audienceKeys((schema.data ?? {}) as SchemaNode);
  const conditions = conditionsIn(text);
  return (
    <Page title={named?.title ?? w.edit} description={named ? named.description : w.editHelp}>
      <div className="rk-audience">
        <div>
          {isReady && name !== null && named === undefined && (
            <Box padding={{ bottom: 'm' }}>
              <Alert type="warning">{w.noSuch(name)}</Alert>
            </Box>
          )}
          <Tabs
            variant="container"
            activeTabId={view}
            onChange={({ detail }) => put('view', detail.activeTabId)}
            actions={
              <CopyToClipboard
                copyButtonText={w.copy}
                textToCopy={text}
                copySuccessText={words.audiences.copy}
                copyErrorText={words.problems.internal}
              />
            }
            tabs={[
              {
                id: 'form',
                label: w.asForm,
                content:
                  conditions === undefined ? (
                    <Alert type="warning">{w.mendFirst}</Alert>
                  ) : (
                    <ConditionBuilder
                      keys={keys}
                      value={conditions}
                      onChange={(next) => put('text', textOf(next))}
                    />
                  ),
              },
              {
                id: 'yaml',
                label: w.asText,
                content: (
                  <Suspense fallback={<Loading />}>
                    <YamlEditor
                      label={w.textLabel}
                      value={text}
                      keys={keys}
                      problems={counted.data?.problems ?? []}
                      onChange={(next) => put('text', next)}
                    />
                  </Suspense>
                ),
              },
            ]}
          />
        </div>
        <SpaceBetween size="l">
          <AudienceCount answer={counted} channel={channel} onChannel={(next) => put('channel', next)} />
          <Overlaps text={settled} name={name} />
          <ExactCount text={text} channel={channel} />
          {mayUse('POST /api/audiences/exports', session?.roles ?? []) && (
            <AudienceExport text={text} name={name ?? 'audience'} />
          )}
        </SpaceBetween>
        {isReady && (
          <AudienceName
            key={`${name} ${shown}`}
            text={text}
            named={named}
            onSaved={(saved) => {
              put('name', saved);
              put('text', undefined);
            }}
            onReload={() => {
              put('text', undefined);
              setShown(shown + 1);
            }}
          />
        )}
      </div>
    </Page>
  );
}

/** Conditions without the blocks and names that only a text can have; undefined for a text that is none. */
function conditionsIn(text: string): Conditions | undefined {
  try {
    const content: unknown = parse(text);
    if (content === null || content === undefined) return {};
    if (typeof content === 'string') return { audience: content };
    return typeof content === 'object' && !Array.isArray(content) ? (content as Conditions) : undefined;
  } catch {
    return undefined;
  }
}

const textOf = (conditions: Conditions): string =>
  Object.keys(conditions).length === 0 ? '' : stringify(conditions, { lineWidth: 0 });
