import { Liquid, type Template as ParsedTemplate } from 'liquidjs';
import { RekindleError } from '../errors.ts';
import { fileWords } from '../words/file.ts';
import { discountInZhe } from '../words/zh/discount.ts';
import type { CouponInEmail } from './coupon-in-email.ts';
import { type EventInEmail, isEventVariable } from './event-in-email.ts';
import { escapeMarkup, type RenderedText, renderMarkdown } from './markdown.ts';
import {
  explainTemplateProblem,
  type Place,
  type TemplateProblem,
  templateProblemFrom,
} from './template-problem.ts';

/** The subject and body of an email in one language. */
export interface Template {
  readonly subject: string;
  /** Markdown with Liquid variables and tags. */
  readonly body: string;
}

/** Templates by name and language. */
export type Templates = Readonly<Record<string, Readonly<Record<string, Template>>>>;

/** The variables that a template can use. Days are written as the customer reads them. */
export interface TemplateVariables {
  readonly customer: {
    readonly firstName?: string;
    readonly name?: string;
    readonly tier?: string;
    readonly tierName?: string;
    readonly nextTier?: string;
    readonly amountToNextTier?: string;
    /** By which they send friends. */
    readonly referralCode?: string;
    /** What their tier gives them, as a list within a sentence. */
    readonly benefits?: string;
  };
  readonly shop: { readonly name: string; readonly url: string };
  /** How many points the customer can use; never less than none. */
  readonly points: { readonly balance: number };
  readonly coupon?: CouponInEmail;
  /** In a campaign that an event begins, where the event is still known. */
  readonly event?: EventInEmail;
}

/** The variables of every template that are missing for some customers. */
export const customerVariables = [
  'customer.firstName',
  'customer.name',
  'customer.tier',
  'customer.tierName',
  'customer.nextTier',
  'customer.amountToNextTier',
  'customer.benefits',
  'customer.referralCode',
] as const;
/** True for a variable that exists, though not for everybody. */
export const canBeMissing = (name: string): boolean =>
  customerVariables.some((one) => one === name) || isEventVariable(name);

/** The variables that every template has, whoever the customer. */
export const commonVariables = ['shop.name', 'shop.url', 'points.balance'] as const;

/** An email with its variables filled in: the subject, and the body as HTML (without the layout) and as text. */
export interface RenderedEmail extends RenderedText {
  readonly subject: string;
}

/** A template cannot be parsed, or uses something that does not exist. */
export class TemplateError extends RekindleError {
  override readonly name = 'TemplateError';
  readonly problem: TemplateProblem;

  constructor(problem: TemplateProblem, options: { where: string; cause?: unknown }) {
    super(explainTemplateProblem(problem, fileWords.en), options);
    this.problem = problem;
  }
}

// A missing variable must never leave a gap in a sentence, so it is an error unless the template gives a default.
const options = {
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
  // Without this, {% include %} would read files.
  templates: {},
} as const;
// What customers typed is text, and must not turn into HTML or Markdown (a link, for example) in the shop's emails.
const htmlEngine = new Liquid({ ...options, outputEscape: escapeMarkup });
const textEngine = new Liquid(options);
// 15 percent off is 八五折: {{ coupon.percentOff | zhe }}
for (const engine of [htmlEngine, textEngine])
  engine.registerFilter('zhe', (percentOff: unknown) => discountInZhe(Number(percentOff)));

/**
 * Creates a renderer that keeps parsed templates: a night renders one template for thousands of customers, and parsing
 * costs ten times as much as rendering. A parsed template belongs to its engine, because Liquid decides on escaping
 * when it parses, not when it renders.
 */
function createRenderer(engine: Liquid): (source: string, scope: object) => string {
  const parsed = new Map<string, ParsedTemplate[]>();
  return (source, scope) => {
    const template = parsed.get(source) ?? engine.parse(source);
    if (parsed.size > 1000) parsed.clear();
    parsed.set(source, template);
    return String(engine.renderSync(template, scope)).trim();
  };
}

const renderText = createRenderer(textEngine);
const renderBody = createRenderer(htmlEngine);

/** A variable that a template uses. */
export interface UsedVariable extends Place {
  readonly name: string;
}

/**
 * The variables that a text uses, whether or not it gives them a default; without those that it assigns itself.
 *
 * @param where the template's file or name, for error messages
 * @throws TemplateError when the text cannot be parsed
 */
export function variablesIn(source: string, where: string): UsedVariable[] {
  return Object.values(globalsIn(source, where)).flatMap((uses) =>
    uses.map(({ segments, location }) => ({
      name: segments.map(String).join('.'),
      line: location.row,
      column: location.col,
    })),
  );
}

/** True when a template names a variable. */
export const usesVariable = (
  { subject, body }: Template,
  name: (typeof customerVariables)[number],
): boolean => `${subject} ${body}`.includes(name);

function globalsIn(source: string, where: string) {
  try {
    return textEngine.analyzeSync(textEngine.parse(source)).globals;
  } catch (error) {
    throw new TemplateError(templateProblemFrom(error, canBeMissing), { where, cause: error });
  }
}

/**
 * Renders one email for one customer.
 * @param where the template's file or name, for error messages
 * @throws TemplateError with the line and the variable or tag that is wrong
 */
export function renderEmail(template: Template, variables: TemplateVariables, where: string): RenderedEmail {
  const scope = { ...variables };
  try {
    return {
      // An email header is a single line, so line breaks that a customer typed become spaces.
      subject: renderText(template.subject, scope).replace(/\s+/g, ' '),
      ...renderMarkdown(renderBody(template.body, scope)),
    };
  } catch (error) {
    throw new TemplateError(templateProblemFrom(error, canBeMissing), { where, cause: error });
  }
}

/**
 * Fills in the variables of a call script, which staff read and no customer sees.
 * @param where the script's file or name, for error messages
 * @throws TemplateError as {@link renderEmail} does
 */
export function renderScript(script: string, variables: TemplateVariables, where: string): string {
  try {
    return renderText(script, { ...variables });
  } catch (error) {
    throw new TemplateError(templateProblemFrom(error, canBeMissing), { where, cause: error });
  }
}
