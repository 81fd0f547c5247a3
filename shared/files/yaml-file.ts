import { type Document, isMap, isPair, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { RekindleError } from '../errors.ts';
import type { Language } from '../language.ts';
import { type FileWords, fileWords } from '../words/file.ts';
import { type Explainer, explainIssue, flattenIssues, type Issue } from './explain-issue.ts';
import { lookalikeIn } from './lookalike.ts';
import { misreadIn } from './misread-yaml.ts';
import { explainYamlError } from './yaml-mistake.ts';

/** One mistake in a file. Line and column count from 1. */
export interface FileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** Where it is in the content; absent for what is no YAML. */
  readonly path?: readonly (string | number)[];
}

/** A file that a person wrote cannot be used. The message lists every problem as `file:line:column  message`. */
export class YamlFileError extends RekindleError {
  override readonly name: string = 'YamlFileError';
  readonly problems: readonly FileProblem[];

  /** @param summary what cannot be used, with the colon before the list */
  constructor(summary: string, file: string, problems: readonly FileProblem[]) {
    const lines = problems.map(({ line, column, message }) => `  ${file}:${line}:${column}  ${message}`);
    super(`${summary}\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** The content of a YAML file, with the place of everything in it. */
export interface YamlFile {
  readonly source: unknown;
  /** What is wrong with the content, each with its place; `top` names the file where the whole of it is meant. */
  problemsOf(issues: readonly Issue[], explainer: Explainer, top: string): FileProblem[];
}

/**
 * Parses a YAML file.
 *
 * @param language the language of the error messages
 * @param refuse makes the error for a file that is not YAML
 */
export function parseYaml(
  text: string,
  language: Language,
  refuse: (problems: readonly FileProblem[]) => Error,
): YamlFile {
  const words = fileWords[language];
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, resolveKnownTags: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const misread = misreadIn(document, text).map(({ offset, mistake }) => ({
    ...at(offset),
    message: words.yaml[mistake](''),
  }));
  const misreadLines = new Set(misread.map(({ line }) => line));
  const rejected = [...document.errors, ...document.warnings]
    .map((error) => ({ ...at(error.pos[0]), message: explainYamlError(error, words) }))
    .filter(({ line }) => !misreadLines.has(line))
    .map((problem) => ({
      ...problem,
      message: withHint(problem.message, lineOf(text, problem.line), words),
    }));
  const problems = [...misread, ...rejected].sort((a, b) => a.line - b.line || a.column - b.column);
  if (problems.length > 0) throw refuse(problems);
  return {
    source: contentOf(document, () => refuse([{ line: 1, column: 1, message: words.yaml.aliases() }])),
    problemsOf: (issues, explainer, top) =>
      flattenIssues(issues)
        .map((issue) => ({ issue, offset: offsetOf(document.contents, issue) }))
        .sort((a, b) => a.offset - b.offset)
        .map(({ issue, offset }) => ({
          ...at(offset),
          message: withHint(
            `${placeOf(issue.path) || top}: ${explainIssue(issue, explainer)}`,
            writtenIn(issue),
            words,
          ),
          path: pathOf(issue),
        })),
  };
}

/** Where an issue is; a key that is not allowed is part of it. */
const pathOf = (issue: Issue): readonly (string | number)[] =>
  [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys : [])].map((part) =>
    typeof part === 'number' ? part : String(part),
  );

/** A path as a person reads it: the first of several counts as 1, as in `step 1`. */
export const placeOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? String(part + 1) : String(part))).join('.');

const lineOf = (text: string, line: number): string => text.split(/\r?\n/)[line - 1] ?? '';

/** The word that an issue is about; empty where it is about more than one, or about how long it is. */
function writtenIn(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') return issue.keys[0] ?? '';
  const isAboutLength = issue.code === 'too_big' || issue.code === 'too_small';
  return typeof issue.input === 'string' && !isAboutLength ? issue.input : '';
}

/** A message, with the character that was probably mistyped in what it is about. */
function withHint(message: string, about: string, words: FileWords): string {
  const lookalike = lookalikeIn(about);
  if (lookalike === undefined) return message;
  const { found, meant } = lookalike;
  return `${message}${meant === ' ' ? words.specialSpace : words.lookalike(found, meant)}`;
}

/** Aliases of aliases, which would become very much, show only here, as an error without a position. */
function contentOf(document: Document.Parsed, refuse: () => Error): unknown {
  try {
    return document.toJS();
  } catch {
    throw refuse();
  }
}

/** Where a problem is in the text: at the unknown key, or else at the value, or else at its closest parent. */
function offsetOf(root: ParsedNode | null, issue: Issue): number {
  let node: ParsedNode | null = root;
  for (const part of issue.path) {
    const inner: unknown =
      isMap(node) || (node !== null && 'items' in node) ? node.get(part as never, true) : undefined;
    if (inner === undefined || inner === null || typeof inner !== 'object' || !('range' in inner)) break;
    node = inner as ParsedNode;
  }
  if (issue.code === 'unrecognized_keys' && isMap(node)) {
    const pair = node.items.find(
      (item) => isPair(item) && isScalar(item.key) && item.key.value === issue.keys[0],
    );
    if (pair?.key?.range) return pair.key.range[0];
  }
  return node?.range?.[0] ?? 0;
}
