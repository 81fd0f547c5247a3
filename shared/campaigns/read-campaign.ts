import { type Document, isMap, isPair, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import type * as z from 'zod';
import { didYouMean } from '../did-you-mean.ts';
import { RekindleError } from '../errors.ts';
import { type Campaign, campaignSchema } from './campaign.ts';

/** One thing wrong in a campaign file, at its line and column. */
export interface CampaignFileProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A campaign file that cannot be used, with every problem in it. */
export class CampaignFileError extends RekindleError {
  override readonly name = 'CampaignFileError';
  readonly problems: readonly CampaignFileProblem[];

  constructor(file: string, problems: readonly CampaignFileProblem[]) {
    const lines = problems.map(({ line, column, message }) => `  ${file}:${line}:${column}  ${message}`);
    super(`this campaign cannot be used:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** The words that a campaign file may use as keys, for suggestions. */
const knownKeys =
  'name description audience reenter after holdout goal event within steps unless when email coupon callback template subject percentOff validFor script lifecycle tier traits include exclude orders daysSinceLastOrder spentLastYear rfm recency frequency monetary locale atLeast atMost en zh'.split(
    ' ',
  );

/**
 * Reads a campaign file.
 * @returns the campaign, and the file's content as data, which is what is published
 * @throws CampaignFileError naming line, column and what to do
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
  const problems = flattened(parsed.error.issues).map((issue) => ({
    ...at(offsetOf(document.contents, issue)),
    message: `${issue.path.map(String).join('.') || 'campaign'}: ${explained(issue)}`,
  }));
  throw new CampaignFileError(file, problems);
}

/** An alias without its anchor is found only here, and is told without a place. */
function contentOf(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new CampaignFileError(file, [{ line: 1, column: 1, message: String(error) }]);
  }
}

type Issue = z.core.$ZodIssue;

/** A union reports one list of issues for each of its forms; those of the form that came closest are worth reading. */
const flattened = (issues: readonly Issue[]): Issue[] =>
  issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const closest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    return flattened(closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });

const depth = (issues: readonly Issue[]): number => Math.max(0, ...issues.map((issue) => issue.path.length));

function explained(issue: Issue): string {
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

/** Where in the text a problem stands: at the key that should not be there, else at the value, else at its parent. */
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
