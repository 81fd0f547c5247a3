import { Liquid, type Template as ParsedTemplate } from 'liquidjs';
import { marked } from 'marked';
import type { Template } from '../campaigns/campaign.ts';
import { RekindleError } from '../errors.ts';

/** What a template can name. Amounts and dates come ready to read in the customer's language. */
export interface TemplateVariables {
  readonly customer: { readonly firstName?: string; readonly name?: string; readonly tier?: string };
  readonly shop: { readonly name: string; readonly url: string };
  readonly coupon?: { readonly code: string; readonly percentOff: number; readonly expiresOn: string };
}

export interface RenderedEmail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** A template names something that is not there, or cannot be read. */
export class TemplateError extends RekindleError {
  override readonly name = 'TemplateError';
}

// A variable that is missing must never be sent as a gap in a sentence, so unknown ones are errors unless the
// template gives a default. HTML gets what customers typed escaped; the text part and the subject get it as it is.
const options = {
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
} as const;
const forHtml = new Liquid({ ...options, outputEscape: 'escape' });
const forText = new Liquid(options);

// A night renders one template for thousands of customers; parsing it costs ten times the rendering.
const parsed = new Map<string, ParsedTemplate[]>();

function parse(source: string): ParsedTemplate[] {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const made = forText.parse(source);
  if (parsed.size > 1000) parsed.clear();
  parsed.set(source, made);
  return made;
}

/**
 * Renders one email.
 * @throws TemplateError naming the line and the variable or tag that is wrong
 */
export function renderEmail(template: Template, variables: TemplateVariables, where: string): RenderedEmail {
  const scope = { ...variables };
  try {
    return {
      subject: String(forText.renderSync(parse(template.subject), scope)).trim(),
      text: String(forText.renderSync(parse(template.body), scope)).trim(),
      html: marked.parse(String(forHtml.renderSync(parse(template.body), scope)), { async: false }).trim(),
    };
  } catch (error) {
    throw new TemplateError(explained(error), { where, cause: error });
  }
}

function explained(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const missing = /undefined variable: ([\w.]+)/.exec(message)?.[1];
  if (missing === undefined) return message;
  return `${message.replace(/undefined variable: [\w.]+/, `"${missing}" can be missing`)} – give it a default: {{ ${missing} | default: "…" }}`;
}
