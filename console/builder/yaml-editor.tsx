import { yaml } from '@codemirror/lang-yaml';
import { EditorState } from '@codemirror/state';
import { basicSetup, EditorView } from 'codemirror';
import { useEffect, useRef } from 'react';

/**
 * The YAML of a campaign. The editor lives in a shadow root, where its styles are adopted sheets: in the page itself it
 * would write a style element, which the content security policy refuses.
 */
export function YamlEditor({
  label,
  text,
  onChange,
}: {
  readonly label: string;
  readonly text: string;
  onChange(text: string): void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ text, onChange });
  latest.current = { text, onChange };

  useEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const editor = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          basicSetup,
          yaml(),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            const written = state.doc.toString();
            if (docChanged && written !== latest.current.text) latest.current.onChange(written);
          }),
        ],
      }),
    });
    view.current = editor;
    return () => editor.destroy();
  }, [label]);

  useEffect(() => {
    const { current } = view;
    if (current === undefined || current.state.doc.toString() === text) return;
    current.dispatch({ changes: { from: 0, to: current.state.doc.length, insert: text } });
  }, [text]);

  return <div ref={host} className="rk-editor" />;
}

const look = EditorView.theme({
  '&': { fontSize: '14px', color: 'var(--rk-ink)' },
  '.cm-scroller': { fontFamily: 'ui-monospace, Menlo, Consolas, monospace', minHeight: '24rem' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--rk-muted)', border: 'none' },
  '.cm-content': { caretColor: 'var(--rk-ink)' },
  '&.cm-focused .cm-cursor': { borderLeftColor: 'var(--rk-ink)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
});
