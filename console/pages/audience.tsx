import Alert from '@cloudscape-design/components/alert';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import Grid from '@cloudscape-design/components/grid';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { parse, stringify } from 'yaml';
import { mayUse } from '../../shared/console-api/rights.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AudienceCount } from '../parts/audiences/audience-count.tsx';
import { AudienceExport } from '../parts/audiences/audience-export.tsx';
import { AudienceName } from '../parts/audiences/audience-name.tsx';
import { ConditionBuilder, type Conditions } from '../parts/audiences/condition-builder.tsx';
import { ExactCount } from '../parts/audiences/exact-count.tsx';
import { Overlaps } from '../parts/audiences/overlaps.tsx';
import { audienceKeys, type SchemaNode } from '../parts/audiences/schema.ts';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { useSettled } from '../parts/use-settled.ts';

const YamlEditor = lazy(() => import('../parts/yaml-editor.tsx'));

/** Conditions as a form and as YAML, two ways onto the same thing, and how many customers meet them. */
export default function AudienceEditor() {
  const { words, language } = usePreferences();
  const w = words.audiences;
  const [parameters, setParameters] = useSearchParams();
  const { data: session } = useAnswer('GET /api/session', {});
  const { data: audiences } = useAnswer('GET /api/audiences', {});
  const name = parameters.get('name');
  const named = audiences?.named.find((one) => one.name === name);
  const text = parameters.get('text') ?? named?.text ?? '';
  const channel = parameters.get('channel') === 'phone' ? 'phone' : 'email';
  const view = parameters.get('view') === 'yaml' ? 'yaml' : 'form';
  // Counts how often somebody wanted to see what is saved instead of what they had changed.
  const [shown, setShown] = useState(0);
  const change = (by: (now: URLSearchParams) => void) =>
    setParameters(
      (now) => {
        by(now);
        return now;
      },
      { replace: true },
    );
  const set = (key: string, value: string) => change((now) => now.set(key, value));
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
      <Grid gridDefinition={[{ colspan: { default: 12, m: 7 } }, { colspan: { default: 12, m: 5 } }]}>
        <SpaceBetween size="l">
          <Tabs
            variant="container"
            activeTabId={view}
            onChange={({ detail }) => set('view', detail.activeTabId)}
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
                      onChange={(next) => set('text', textOf(next))}
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
                      onChange={(next) => set('text', next)}
                    />
                  </Suspense>
                ),
              },
            ]}
          />
          {audiences !== undefined && (
            <AudienceName
              key={`${name} ${shown}`}
              text={text}
              named={named}
              onSaved={(saved) =>
                change((now) => {
                  now.set('name', saved);
                  now.delete('text');
                })
              }
              onReload={() => {
                change((now) => now.delete('text'));
                setShown(shown + 1);
              }}
            />
          )}
        </SpaceBetween>
        <SpaceBetween size="l">
          <AudienceCount answer={counted} channel={channel} onChannel={(next) => set('channel', next)} />
          <Overlaps text={settled} name={name} />
          <ExactCount text={text} channel={channel} />
          {mayUse('POST /api/audiences/exports', session?.roles ?? []) && (
            <AudienceExport text={text} name={name ?? 'audience'} />
          )}
        </SpaceBetween>
      </Grid>
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
