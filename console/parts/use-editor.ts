import { Annotation, EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { usePreferences } from '../app/preferences.tsx';

/** Marks a change that somebody made elsewhere: in the form, or by undoing. */
const fromOutside = Annotation.define<boolean>();

const look = (isDark: boolean) =>
  EditorView.theme(
    {
      '&': { fontSize: '14px', color: 'var(--rk-ink)' },
      '&.cm-focused': { outline: '2px solid var(--rk-accent)', outlineOffset: '-2px' },
      '.cm-content': { minHeight: '12rem', caretColor: 'var(--rk-ink)' },
      '.cm-gutters': { background: 'transparent', border: 'none', color: 'var(--rk-muted)' },
      '.cm-activeLine, .cm-activeLineGutter': { background: 'transparent' },
    },
    { dark: isDark },
  );

/**
 * A CodeMirror editor of a text that is kept elsewhere.
 *
 * @param extensions what it can do; another list makes another editor
 * @returns where it is drawn, and the editor itself once it is there
 */
export function useEditor({
  label,
  value,
  extensions,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly extensions: Extension;
  onChange(value: string): void;
}): { readonly host: RefObject<HTMLDivElement | null>; readonly editor: RefObject<EditorView | undefined> } {
  const isDark = usePreferences().theme === 'dark';
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<EditorView>(undefined);
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  /** What was typed, from the text that came back last. */
  const typed = useRef<readonly string[]>([]);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    // In a shadow root the editor's styles are a sheet of the document and no element, which the page's policy refuses.
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' });
    const view = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          extensions,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          look(isDark),
          EditorView.updateListener.of(({ docChanged, state, transactions }) => {
            if (!docChanged || transactions.some((one) => one.annotation(fromOutside) === true)) return;
            const text = state.doc.toString();
            typed.current = [...typed.current, text];
            latest.current.onChange(text);
          }),
        ],
      }),
    });
    editor.current = view;
    return () => view.destroy();
  }, [label, extensions, isDark]);

  useLayoutEffect(() => {
    const view = editor.current;
    // Whoever types fast has typed more by the time that a text comes back.
    const echoed = typed.current.lastIndexOf(value);
    if (echoed >= 0) typed.current = typed.current.slice(echoed);
    else if (view !== undefined && view.state.doc.toString() !== value) {
      typed.current = [];
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: value },
        annotations: fromOutside.of(true),
      });
    }
  }, [value]);

  return { host, editor };
}
