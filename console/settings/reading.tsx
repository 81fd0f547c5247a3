import Table from '@cloudscape-design/components/table';
import { usePreferences } from '../app/preferences.tsx';
import { settingsWords } from '../words/settings/words.ts';
import { defaultColumn, nameColumn } from './setting-columns.tsx';
import { settingText } from './setting-words.ts';

type Tree = Readonly<Record<string, unknown>>;

/** Some settings with their defaults, for whoever may not change them. */
export function SettingsReading({ values, defaults }: { readonly values: Tree; readonly defaults: Tree }) {
  const { language } = usePreferences();
  const w = settingsWords[language];
  return (
    <Table
      wrapLines
      items={rowsOf(values, defaults, [])}
      trackBy="path"
      columnDefinitions={[
        nameColumn(language),
        { id: 'value', header: w.value, cell: ({ path, value }) => settingText(path, value, language) },
        defaultColumn(language),
      ]}
    />
  );
}

interface Row {
  readonly path: string;
  readonly value: unknown;
  readonly byDefault: unknown;
}

/** A row for each setting that is no group of others. */
function rowsOf(values: Tree, defaults: Tree, path: readonly string[]): Row[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const place = [...path, key];
    const byDefault = defaults[key];
    return isTree(value) && (byDefault === undefined || isTree(byDefault)) && Object.keys(value).length > 0
      ? rowsOf(value, byDefault ?? {}, place)
      : [{ path: place.join('.'), value, byDefault }];
  });
}

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
