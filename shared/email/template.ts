import { Liquid, type Template as ParsedTemplate } from 'liquidjs';
import { Marked } from 'marked';
import { RekindleError } from '../errors.ts';

/** One text of an email, in one language. */
export interface Template {
  readonly subject: string;
  /** Markdown with Liquid placeholders. */
  readonly body: string;
}

/** Texts by template name and language. */
export type Templates = Readonly<Record<string, Readonly<Record<string, Template>>>>;

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
// template gives a default.
const options = {
  strictVariables: true,
  strictFilters: true,
  lenientIf: true,
  ownPropertyOnly: true,
} as const;
// What customers typed is text, and must become neither HTML nor Markdown (a link, say) in what the shop sends.
const markup = /[&<>"'`*_[\](){}#!|~+@:.\\]/g;
const inert = (value: unknown): string =>
  String(value ?? '').replace(markup, (letter) => `&#${letter.charCodeAt(0)};`);
const plain = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
// In an address, entities would be right and yet look like something to hide.
const markdown = new Marked({
  walkTokens(token) {
    if (token.type === 'link' || token.type === 'image') token.href = plain(token.href);
  },
});
const forHtml = new Liquid({ ...options, outputEscape: inert });
const forText = new Liquid(options);

/**
 * A night renders one template for thousands of customers; parsing it costs ten times the rendering. A parsed template
 * belongs to its engine: Liquid settles the escaping when it parses, and not when it renders.
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

const asText = createRenderer(forText);
const asMarkdown = createRenderer(forHtml);

/**
 * Renders one email.
 * @throws TemplateError naming the line and the variable or tag that is wrong
 */
export function renderEmail(template: Template, variables: TemplateVariables, where: string): RenderedEmail {
  const scope = { ...variables };
  try {
    return {
      // A header is one line, whatever was typed.
      subject: asText(template.subject, scope).replace(/\s+/g, ' '),
      text: asText(template.body, scope),
      html: markdown.parse(asMarkdown(template.body, scope), { async: false }).trim(),
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
