import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Tabs from '@cloudscape-design/components/tabs';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { mayUse } from '../../shared/console-api/rights.ts';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { SchemaForm } from '../form/schema-form.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Loading } from '../parts/loading.tsx';
import { Page } from '../parts/page.tsx';
import { Problem } from '../parts/problem.tsx';
import { SettingsReading } from '../settings/reading.tsx';
import { SettingsReview } from '../settings/review.tsx';
import { settingTabs, tabOf } from '../settings/tabs.ts';
import { type SettingsOnScreen, useSettings } from '../settings/use-settings.ts';
import { settingNames } from '../words/form/settings/words.ts';
import { settingsWords } from '../words/settings/words.ts';

type Settings = Answered<'GET /api/settings'>;

/** What holds for the whole shop. The tab is in the address. */
export default function SettingsPage() {
  const { language } = usePreferences();
  const w = settingsWords[language];
  const { data: session } = useAnswer('GET /api/session', {});
  // What is on screen stays while somebody edits it, whatever is fetched meanwhile.
  const [shown, setShown] = useState<Settings | undefined>();
  const [isSaved, setSaved] = useState(false);
  const answer = useAnswer('GET /api/settings', {}, { isEnabled: shown === undefined });
  const queries = useQueryClient();
  useEffect(() => () => queries.removeQueries({ queryKey: ['GET /api/settings'] }), [queries]);
  const settings = shown ?? answer.data;
  if (settings !== undefined && shown === undefined) setShown(settings);
  const reload = () => answer.refetch().then(({ data }) => setShown(data));
  const isAdmin = mayUse('POST /api/settings', session?.roles ?? []);
  return (
    <Page title={w.title} description={w.description}>
      {settings === undefined || session === undefined ? (
        <AnswerView answer={answer}>{() => <Loading />}</AnswerView>
      ) : isAdmin ? (
        <SpaceBetween size="m">
          {isSaved && (
            <Alert type="success" dismissible onDismiss={() => setSaved(false)}>
              {w.saved}
            </Alert>
          )}
          <Editor
            key={settings.text}
            settings={settings}
            onReload={() => void reload()}
            onSaved={() => {
              void reload().then(() => {
                setSaved(true);
                void queries.invalidateQueries();
              });
            }}
          />
        </SpaceBetween>
      ) : (
        <Reader settings={settings} />
      )}
    </Page>
  );
}

function Reader({ settings }: { readonly settings: Settings }) {
  const { language } = usePreferences();
  const values = Object.entries(settings.values);
  return (
    <SpaceBetween size="m">
      <Box color="text-body-secondary">{settingsWords[language].readOnly}</Box>
      <SettingsTabs
        keys={values.map(([key]) => key)}
        contentOf={(isHere) => (
          <SettingsReading
            values={Object.fromEntries(values.filter(([key]) => isHere(key)))}
            defaults={settings.defaults}
          />
        )}
      />
    </SpaceBetween>
  );
}

function Editor({
  settings,
  onSaved,
  onReload,
}: {
  readonly settings: Settings;
  onSaved(): void;
  onReload(): void;
}) {
  const { language } = usePreferences();
  const onScreen = useSettings(settings, language);
  const { text, setText, checked, error } = onScreen;
  const [isReviewing, setReviewing] = useState(false);
  return (
    <>
      <SettingsTabs
        keys={Object.keys(Object(settings.schema['properties']))}
        marked={checked.problems.map(({ path: [key = ''] }) => String(key))}
        contentOf={(isHere) => (
          <SchemaForm
            schema={settings.schema}
            keys={isHere}
            text={text}
            language={language}
            names={settingNames[language]}
            defaultAt={(path) => valueAt(settings.defaults, path)}
            problems={checked.problems}
            suggestions={suggestions}
            onChange={setText}
          />
        )}
      />
      {error !== null && <Problem error={error} />}
      <AtHand onScreen={onScreen} onReview={() => setReviewing(true)} />
      {isReviewing && (
        <SettingsReview
          onScreen={onScreen}
          onSaved={onSaved}
          onReload={onReload}
          onCancel={() => setReviewing(false)}
        />
      )}
    </>
  );
}

function AtHand({ onScreen, onReview }: { readonly onScreen: SettingsOnScreen; onReview(): void }) {
  const { language } = usePreferences();
  const w = settingsWords[language];
  const { checked, isTouched, isChecked, undo } = onScreen;
  const [problems, changes] = [checked.problems.length, checked.changes.length];
  return (
    <div className="rk-at-hand">
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <Button variant="primary" disabled={!isChecked || problems > 0 || changes === 0} onClick={onReview}>
          {w.review}
        </Button>
        <Button disabled={!isTouched} onClick={undo}>
          {w.undo}
        </Button>
        <span role="status">
          {problems > 0 ? (
            <StatusIndicator type="error">{w.wrong(problems)}</StatusIndicator>
          ) : changes > 0 ? (
            <StatusIndicator type="info">{w.changed(changes)}</StatusIndicator>
          ) : (
            <Box color="text-body-secondary">{w.unchanged}</Box>
          )}
        </span>
      </SpaceBetween>
    </div>
  );
}

function SettingsTabs({
  keys,
  marked = [],
  contentOf,
}: {
  readonly keys: readonly string[];
  /** A key for each thing that is wrong. */
  readonly marked?: readonly string[];
  contentOf(isHere: (key: string) => boolean): ReactNode;
}) {
  const { language } = usePreferences();
  const w = settingsWords[language];
  const [parameters, setParameters] = useSearchParams();
  return (
    <Tabs
      activeTabId={parameters.get('tab') ?? 'shop'}
      onChange={({ detail }) => setParameters({ tab: detail.activeTabId }, { replace: true })}
      tabs={settingTabs
        .filter((tab) => keys.some((key) => tabOf(key) === tab))
        .map((tab) => {
          const wrong = marked.filter((key) => tabOf(key) === tab).length;
          return {
            id: tab,
            label: wrong === 0 ? w.tabs[tab] : `${w.tabs[tab]} (${wrong})`,
            content: contentOf((key) => tabOf(key) === tab),
          };
        })}
    />
  );
}

const suggestions = {
  timeZone: Intl.supportedValuesOf('timeZone'),
  currency: Intl.supportedValuesOf('currency'),
};

function valueAt(tree: unknown, path: readonly (string | number)[]): unknown {
  let found = tree;
  for (const key of path)
    found =
      typeof found === 'object' && found !== null && Object.hasOwn(found, key)
        ? Object(found)[key]
        : undefined;
  return found;
}
