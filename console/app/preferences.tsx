import { applyMode, Mode } from '@cloudscape-design/global-styles';
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { Role } from '../../shared/console-api/roles.ts';
import type { Language } from '../../shared/language.ts';
import { seeAs } from '../api/session.ts';
import { type Words, wordsIn } from '../words/words.ts';

export type Theme = 'light' | 'dark';

/** How somebody wants to see the console, and the words for it. */
export interface Preferences {
  readonly language: Language;
  readonly words: Words;
  readonly theme: Theme;
  /** The one role to be seen as; undefined for all that the person has. */
  readonly role: Role | undefined;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
  setRole(role: Role | undefined): void;
}

const PreferencesContext = createContext<Preferences | undefined>(undefined);

/** @throws Error outside of {@link PreferencesProvider} */
export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === undefined) throw new Error('usePreferences needs a PreferencesProvider above it');
  return preferences;
}

/** Only how the console looks is kept in the browser; nothing about the shop ever is. */
const storageKeys = { language: 'rekindle-language', theme: 'rekindle-theme' } as const;

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const queries = useQueryClient();
  const [language, setLanguage] = useState<Language>(initialLanguage);
  const [theme, setTheme] = useState<Theme>(initialTheme);
  const [role, setRole] = useState<Role | undefined>();

  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    localStorage.setItem(storageKeys.language, language);
  }, [language]);
  useEffect(() => {
    applyMode(theme === 'dark' ? Mode.Dark : Mode.Light);
    localStorage.setItem(storageKeys.theme, theme);
  }, [theme]);

  const preferences = useMemo<Preferences>(
    () => ({
      language,
      words: wordsIn[language],
      theme,
      role,
      setLanguage,
      setTheme,
      setRole(next) {
        seeAs(next);
        setRole(next);
        void queries.resetQueries();
      },
    }),
    [language, theme, role, queries],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

function initialLanguage(): Language {
  const asked =
    new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(storageKeys.language);
  return (asked ?? navigator.language).startsWith('zh') ? 'zh' : 'en';
}

function initialTheme(): Theme {
  const kept = localStorage.getItem(storageKeys.theme);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
