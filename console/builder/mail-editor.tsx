import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeCompletion,
  snippet,
} from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { Decoration, EditorView, MatchDecorator, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import { minimalSetup } from 'codemirror';
import { type Ref, useImperativeHandle, useMemo, useRef } from 'react';
import { useEditor } from '../parts/use-editor.ts';
import { begunAt, filtersFor, type Span, type Variable } from './personalisation.ts';
import { useBuilderWords } from './use-builder-words.ts';

/** What others can do with the editor of a text. */
export interface MailEditorHandle {
  /** Writes over a part of the text, or over what is selected, and goes on behind it. */
  put(text: string, place?: Span): void;
}

/** A text in Markdown with Liquid, which offers what it can be personalised with once somebody types two braces. */
export default function MailEditor({
  ref,
  label,
  value,
  variables,
  onChange,
  onChoose,
}: {
  readonly ref: Ref<MailEditorHandle>;
  readonly label: string;
  readonly value: string;
  readonly variables: readonly Variable[];
  onChange(value: string): void;
  /** Somebody has chosen a variable, which is to stand in a place of the text. */
  onChoose(name: string, place: Span): void;
}) {
  const { personalise: words } = useBuilderWords();
  const latest = useRef({ variables, onChoose });
  latest.current = { variables, onChoose };
  const extensions = useMemo(
    () => [
      minimalSetup,
      autocompletion({
        override: [(context) => completionsAt(context, { ...latest.current, words })],
        icons: false,
      }),
      EditorState.phrases.of({ Completions: words.insert }),
      personalisations,
      mailLook,
    ],
    [words],
  );
  const { host, editor } = useEditor({ label, value, extensions, onChange });
  useImperativeHandle(
    ref,
    () => ({
      put(text, place) {
        const view = editor.current;
        if (view === undefined) return;
        const { from, to } = place ?? view.state.selection.main;
        view.dispatch({
          changes: { from, to, insert: text },
          selection: { anchor: from + text.length },
          scrollIntoView: true,
        });
        view.focus();
      },
    }),
    [editor],
  );
  return <div ref={host} className="rk-editor" />;
}

function completionsAt(
  { state, pos }: CompletionContext,
  {
    variables,
    words: { names, filters },
    onChoose,
  }: {
    readonly variables: readonly Variable[];
    readonly words: ReturnType<typeof useBuilderWords>['personalise'];
    onChoose(name: string, place: Span): void;
  },
): CompletionResult | null {
  const line = state.doc.lineAt(pos);
  const begun = begunAt(line.text, pos - line.from);
  if (begun === undefined) return null;
  const place = { from: line.from + begun.from, to: line.from + begun.to };
  const nameOf: Readonly<Record<string, string>> = names;
  const options = (): readonly Completion[] => {
    if (begun.is === 'filter')
      return variables
        .filter(({ name }) => name === begun.of)
        .flatMap(filtersFor)
        .map((filter) => ({
          label: filter,
          detail: filters[filter],
          ...(filter === 'default' && { apply: snippet(`default: "#{}"${begun.isClosed ? '' : ' }}'}`) }),
        }));
    return variables.map(({ name }) => ({
      label: name,
      displayLabel: nameOf[name] ?? name,
      detail: name,
      apply(view) {
        closeCompletion(view);
        if (begun.is === 'whole') onChoose(name, place);
        else view.dispatch({ changes: { ...place, insert: name } });
      },
    }));
  };
  // By the name that people read as well as by the one that is written.
  const typed = begun.typed.toLowerCase();
  const fitting = options().filter(({ label, displayLabel = '' }) =>
    [label, displayLabel].some((one) => one.toLowerCase().includes(typed)),
  );
  return { from: pos - begun.typed.length, options: fitting, filter: false };
}

const liquid = new MatchDecorator({
  regexp: /\{\{[^{}]*\}\}|\{%[^{}]*%\}/g,
  decoration: Decoration.mark({ class: 'cm-liquid' }),
});

/** What is filled in for each customer stands out from what everybody reads. */
const personalisations = ViewPlugin.define(
  (view) => ({
    decorations: liquid.createDeco(view),
    update(update: ViewUpdate) {
      this.decorations = liquid.updateDeco(update, this.decorations);
    },
  }),
  { decorations: ({ decorations }) => decorations },
);

const mailLook = EditorView.theme({
  '.cm-content': { minHeight: '18rem', padding: '6px' },
  '.cm-scroller, .cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'inherit' },
  '.cm-liquid': { background: 'var(--rk-shade-2)', borderRadius: '4px' },
});
