/** Markup that is safe to send. Text becomes `Html` only when `html` escapes it, so a forgotten escape does not type-check. */
export interface Html {
  readonly markup: string;
}

/** What can be inserted into markup; undefined and false insert nothing. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

/** Builds markup; every value that is not `Html` itself is escaped, for text and for quoted attributes. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { markup: parts.reduce((markup, part, index) => markup + render(values[index - 1]) + part) };
}

/** Markup that is known to be safe, such as the output of a renderer that escapes what people typed. */
export const trustedHtml = (markup: string): Html => ({ markup });

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  if ('markup' in value) return value.markup;
  return value.map(render).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML, between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
