/** A variable as it stands in a text, with what stands there where it is not known. */
export interface Personalisation {
  readonly name: string;
  readonly fallback?: string | undefined;
}

const output = /\{\{-?\s*([\w.]+)\s*(?:\|\s*default:\s*(?:"([^"]*)"|'([^']*)'))?[^}]*\}\}/g;

/** What a text is personalised with, each once and in order. */
export function personalisationsIn(text: string): readonly Personalisation[] {
  const found = [...text.matchAll(output)].map(([, name = '', double, single]) => ({
    name,
    fallback: double ?? single,
  }));
  return found.filter(
    (one, place) =>
      found.findIndex(({ name, fallback }) => name === one.name && fallback === one.fallback) === place,
  );
}

/** A personalisation as Liquid writes it. In Chinese a percentage is written in tenths that are paid, 八五折. */
export function liquidOf({ name, fallback }: Personalisation, language: string): string {
  const inTenths = name === 'coupon.percentOff' && language === 'zh' ? ' | zhe' : '';
  // What would end the quotation marks, or the whole.
  const written = fallback?.replace(/[{}\\]/g, '').replaceAll('"', '”');
  return `{{ ${name}${written === undefined ? '' : ` | default: "${written}"`}${inTenths} }}`;
}
