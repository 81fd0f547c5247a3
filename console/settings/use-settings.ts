import { useEffect, useState } from 'react';
import type { Answered } from '../../shared/console-api/routes.ts';
import type { Language } from '../../shared/language.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useSettled } from '../parts/use-settled.ts';

const nothing: Answered<'POST /api/settings/check'> = { problems: [], changes: [], doubts: [] };

/** Settings that somebody edits: the text, what is wrong with it, and what it changes. */
export function useSettings({ text: saved }: Answered<'GET /api/settings'>, language: Language) {
  const [text, setText] = useState(saved);
  const settled = useSettled(text);
  const isTouched = settled !== saved;
  const answer = useAnswer(
    'POST /api/settings/check',
    { body: { base: saved, text: settled, lang: language } },
    { isEnabled: isTouched },
  );
  const isChecked = settled === text && !answer.isFetching && answer.error === null;
  useWarningOnLeaving(text !== saved);
  return {
    base: saved,
    text,
    setText,
    undo: () => setText(saved),
    isTouched: text !== saved,
    /** True when what the check says is about the text that is on screen. */
    isChecked,
    checked: isTouched ? (answer.data ?? nothing) : nothing,
    error: answer.error,
  };
}

/** {@link useSettings} as the parts of the page see it. */
export type SettingsOnScreen = ReturnType<typeof useSettings>;

/** Lets the browser ask whether to leave, because what was typed is nowhere else. */
function useWarningOnLeaving(isUnsaved: boolean): void {
  useEffect(() => {
    if (!isUnsaved) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}
