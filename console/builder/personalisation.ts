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

/** A part of a line, from one column up to another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What somebody has begun to write between double braces. */
export type Begun = Span & { readonly typed: string } & (
    | { /** All of it is to be written, braces included. */ readonly is: 'whole' }
    | { /** Filters follow already. */ readonly is: 'name' }
    | { readonly is: 'filter'; readonly of: string /** Braces end it already. */; readonly isClosed: boolean }
  );

const nameBegun = /\{\{-?\s*([^\s{}|%]*)$/;
const filterBegun = /\{\{-?\s*([\w.]+)(?:[^{}"']|"[^"]*"|'[^']*')*\|\s*(\w*)$/;

/** What is begun in a line where the cursor stands; undefined where it is no personalisation. */
export function begunAt(line: string, cursor: number): Begun | undefined {
  const [before, behind] = [line.slice(0, cursor), line.slice(cursor)];
  const name = nameBegun.exec(before);
  if (name !== null) {
    const [braces, typed = ''] = name;
    // What ends it already is written over; filters that follow stay.
    const [rest = '', end] = /^[\w.]*\s*(-?\}\}|(?=\|))/.exec(behind) ?? [];
    const to = cursor + rest.length;
    if (end === '')
      return { is: 'name', typed, from: cursor - typed.length, to: cursor + rest.trimEnd().length };
    return { is: 'whole', typed, from: cursor - braces.length, to };
  }
  const [, of, typed] = filterBegun.exec(before) ?? [];
  if (of === undefined || typed === undefined) return undefined;
  const isClosed = /^[^{}]*\}\}/.test(behind);
  return { is: 'filter', of, isClosed, typed, from: cursor - typed.length, to: cursor };
}

/** The filters that help a text of a shop. */
export type Filter = 'default' | 'zhe';

/** Those that make sense behind a variable. */
export const filtersFor = ({ name, canBeMissing }: Variable): readonly Filter[] => [
  ...(canBeMissing ? (['default'] as const) : []),
  ...(name === 'coupon.percentOff' ? (['zhe'] as const) : []),
];

/** A variable that a text can use; one that can be missing needs a fallback. */
export interface Variable {
  readonly name: string;
  readonly canBeMissing: boolean;
}

/** What the event of a campaign carries is named by the shop, so that it can be written and not offered. */
export const offeredOf = (known: readonly Variable[]): readonly Variable[] =>
  known.filter(({ name }) => name !== 'event.properties');
