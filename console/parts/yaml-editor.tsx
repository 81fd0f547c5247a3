import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { yaml } from '@codemirror/lang-yaml';
import { setDiagnostics } from '@codemirror/lint';
import { basicSetup } from 'codemirror';
import { useEffect, useMemo, useRef } from 'react';
import { fieldOf, type SchemaNode } from './audiences/schema.ts';
import { useEditor } from './use-editor.ts';

export interface Problem {
  readonly line: number;
  readonly message: string;
}

/** YAML with colours, completion from the schema, and mistakes where they are. */
export default function YamlEditor({
  label,
  value,
  keys,
  problems,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly keys: Readonly<Record<string, SchemaNode>>;
  readonly problems: readonly Problem[];
  readonly onChange: (value: string) => void;
}) {
  const known = useRef(keys);
  known.current = keys;
  const extensions = useMemo(
    () => [
      basicSetup,
      yaml(),
      autocompletion({ override: [(context) => completionsAt(context, known.current)] }),
    ],
    [],
  );
  const { host, editor } = useEditor({ label, value, extensions, onChange });

  useEffect(() => {
    const view = editor.current;
    if (view === undefined) return;
    const { doc } = view.state;
    const diagnostics = problems.map(({ line, message }) => {
      const { from, to } = doc.line(Math.min(Math.max(1, line), doc.lines));
      return { from, to, message, severity: 'error' as const };
    });
    view.dispatch(setDiagnostics(view.state, diagnostics));
  }, [problems, editor]);

  return <div ref={host} className="rk-editor" />;
}

/** The keys of conditions at the beginning of a line, and the values of a key behind it. */
function completionsAt(
  context: CompletionContext,
  keys: Readonly<Record<string, SchemaNode>>,
): CompletionResult | null {
  const { from: start, text } = context.state.doc.lineAt(context.pos);
  const typed = text.slice(0, context.pos - start);
  const word = /[\w-]*$/.exec(typed)?.[0] ?? '';
  const from = context.pos - word.length;
  if (word === '' && !context.explicit) return null;
  const before = typed.slice(0, typed.length - word.length);
  const key = /(\w+):[^:]*$/.exec(before)?.[1];
  if (key !== undefined && keys[key] !== undefined) {
    const field = fieldOf(keys[key]);
    const options =
      field.is === 'choices'
        ? field.values
        : field.is === 'parts'
          ? field.parts.map(([name]) => `${name}: `)
          : [];
    return { from, options: options.map((label) => ({ label })) };
  }
  return {
    from,
    options: Object.entries(keys).map(([name, { description }]) => ({
      label: name,
      apply: `${name}: `,
      ...(description !== undefined && { info: description }),
    })),
  };
}
