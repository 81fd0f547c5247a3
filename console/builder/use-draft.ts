import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answered } from '../../shared/console-api/routes.ts';
import type { Language } from '../../shared/language.ts';
import { ask } from '../api/client.ts';

type Draft = Answered<'GET /api/drafts/{campaign}'>;
/** What of a draft somebody edits. */
export type Written = Pick<Draft, 'text' | 'templates' | 'scripts'>;

/** How far what is on screen has been saved. */
export type Saving = 'saved' | 'waiting' | 'failed' | 'changed-by-another';

/** Typing is saved once it pauses for as long as this. */
const pauseMs = 1200;
/** Changes that follow each other faster are undone together. */
const burstMs = 800;

/** A draft on screen: saved by itself after each pause, with undo. */
export function useDraft(draft: Draft, language: Language) {
  const [written, setWritten] = useState<Written>(draft);
  const [past, setPast] = useState<readonly Written[]>([]);
  const [future, setFuture] = useState<readonly Written[]>([]);
  const [saving, setSaving] = useState<Saving>('saved');
  const [checked, setChecked] = useState(draft.checked);
  const revision = useRef(draft.revision);
  const lastChange = useRef(0);

  const change = useCallback(
    (part: Partial<Written>) => {
      const now = performance.now();
      const isBurst = now - lastChange.current < burstMs;
      lastChange.current = now;
      if (!isBurst) setPast((all) => [...all, written].slice(-100));
      setFuture([]);
      setWritten({ ...written, ...part });
      setSaving('waiting');
    },
    [written],
  );
  const step = (from: readonly Written[], isBack: boolean) => {
    const to = from.at(-1);
    if (to === undefined) return;
    lastChange.current = 0;
    (isBack ? setPast : setFuture)(from.slice(0, -1));
    (isBack ? setFuture : setPast)((all) => [...all, written]);
    setWritten(to);
    setSaving('waiting');
  };

  const save = useCallback(async (): Promise<boolean> => {
    const { text, templates, scripts } = written;
    try {
      const answer = await ask('POST /api/drafts/{campaign}', {
        path: { campaign: draft.id },
        query: { lang: language },
        body: { revision: revision.current, text, templates, scripts },
      });
      if (!answer.saved) {
        setSaving('changed-by-another');
        return false;
      }
      revision.current = answer.revision;
      setChecked(answer.checked);
      setSaving((now) => (now === 'waiting' ? 'saved' : now));
      return true;
    } catch {
      setSaving('failed');
      return false;
    }
  }, [written, draft.id, language]);

  useEffect(() => {
    if (saving !== 'waiting') return;
    const timer = setTimeout(() => void save(), pauseMs);
    return () => clearTimeout(timer);
  }, [saving, save]);

  // Whoever leaves the page within the pause has what they typed saved.
  const leaving = useRef({ saving, save });
  leaving.current = { saving, save };
  useEffect(
    () => () => {
      if (leaving.current.saving === 'waiting') void leaving.current.save();
    },
    [],
  );

  return {
    id: draft.id,
    written,
    change,
    undo: past.length === 0 ? undefined : () => step(past, true),
    redo: future.length === 0 ? undefined : () => step(future, false),
    saving,
    save,
    checked,
    /** The revision that was saved last. */
    revision: () => revision.current,
  };
}

/** {@link useDraft} as the parts of the builder see it. */
export type DraftOnScreen = ReturnType<typeof useDraft>;
