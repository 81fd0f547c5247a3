import { type Document, isMap, isPair, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import * as z from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import { RekindleError } from '../errors.ts';
import { type Campaign, campaignSchema } from './campaign.ts';

/** One mistake in a campaign file. Line and column count from 1. */
export interface CampaignFileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A campaign file cannot be used. The message lists every problem as `file:line:column  message`. */
export class CampaignFileError extends RekindleError {
  override readonly name = 'CampaignFileError';
  readonly problems: readonly CampaignFileProblem[];

  constructor(file: string, problems: readonly CampaignFileProblem[]) {
    const lines = problems.map(({ line, column, message }) => `  ${file}:${line}:${column}  ${message}`);
    super(`this campaign cannot be used:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** Every key that a campaign file can have anywhere, for suggestions. */
const knownKeys = [...new Set(keysIn(z.toJSONSchema(campaignSchema, { io: 'input' })))];

/** The names of all properties in a JSON Schema, however deep. */
function keysIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  return [...own, ...Object.values(schema).flatMap(keysIn)];
}

/**
 * Parses and validates a campaign file.
 * @param file the file's name, for error messages
 * @returns the campaign, and the file's content as data before parsing, which is what gets published
 * @throws CampaignFileError with the line and column of each mistake and what to do about it
 */
export function readCampaign(text: string, file: string): { campaign: Campaign; source: unknown } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      ...at(error.pos[0]),
      message: error.message.split(' at line ')[0] ?? error.message,
    }));
    throw new CampaignFileError(file, problems);
  }
  const source = contentOf(document, file);
  const parsed = campaignSchema.safeParse(source, { reportInput: true });
  if (parsed.success) return { campaign: parsed.data, source };
  const problems = flatten(parsed.error.issues).map((issue) => ({
    ...at(offsetOf(document.contents, issue)),
    message: `${issue.path.map(String).join('.') || 'campaign'}: ${explain(issue)}`,
  }));
  throw new CampaignFileError(file, problems);
}

/** An alias without its anchor shows only here, as an error without a position. */
function contentOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new CampaignFileError(file, [{ line: 1, column: 1, message: String(error) }]);
  }
}

type Issue = z.core.$ZodIssue;

/**
 * The issues without unions. A union reports a list of issues for each of its forms; kept are those of the form that
 * got furthest into the input, which is the one that the author most likely meant.
 */
const flatten = (issues: readonly Issue[]): Issue[] =>
  issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const closest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    return flatten(closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

function explain(issue: Issue): string {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .map((key) => {
        const others = knownKeys.filter((known) => known !== key);
        return `there is no "${key}" here${didYouMean(key, others)}`;
      })
      .join(', ');
  }
  if (issue.code === 'invalid_value' && typeof issue.input === 'string') {
    const values = issue.values.map(String);
    return `"${issue.input}" is none of ${values.join(', ')}${didYouMean(issue.input, values)}`;
  }
  return issue.message;
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
