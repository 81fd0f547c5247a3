import type { TableProps } from '@cloudscape-design/components/table';
import type { Language } from '../../shared/language.ts';
import { settingsWords } from '../words/settings/words.ts';
import { settingName, settingText } from './setting-words.ts';

/** What every table of settings shows of one, whether it is read or changed. */
interface Shown {
  readonly path: string;
  readonly byDefault?: unknown;
}

export const nameColumn = (language: Language): TableProps.ColumnDefinition<Shown> => ({
  id: 'name',
  header: settingsWords[language].setting,
  isRowHeader: true,
  cell: ({ path }) => settingName(path, language),
});

export const defaultColumn = (language: Language): TableProps.ColumnDefinition<Shown> => ({
  id: 'default',
  header: settingsWords[language].byDefault,
  cell: ({ path, byDefault }) => settingText(path, byDefault, language),
});
