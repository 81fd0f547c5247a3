import { type Html, type HtmlValue, html } from '../../../../shared/html.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';

/** A chapter of the page; `intro` is what to know before reading it. */
export const section = (id: string, title: string, intro: readonly string[], content: HtmlValue): Html =>
  html`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>
${intro.length > 0 && html`<div class="intro">${intro.map((sentence) => html`<p>${sentence}</p>`)}</div>`}${content}</section>
`;

/** A box with its own heading. */
export const card = (title: string, note: string | undefined, content: HtmlValue, kind = ''): Html =>
  html`<div class="card ${kind}"><div><h3>${title}</h3>${note !== undefined && html`<p class="note">${note}</p>`}</div>${content}</div>
`;

/** One row of a {@link sizeTable}. */
export interface SizeRow {
  readonly name: string;
  readonly customers: number;
  /** Shown below the name. */
  readonly note?: string;
}

/** A table of classes with their size and share of `total`; the last column draws the sizes as bars. */
export function sizeTable(
  rows: readonly SizeRow[],
  total: number,
  speaker: Speaker,
  kind: 'names' | 'codes' = 'names',
): Html {
  const { words, number, percent } = speaker;
  const most = Math.max(1, ...rows.map(({ customers }) => customers));
  return html`<table class="${kind}"><thead><tr><th scope="col">${kind === 'codes' ? words.code : words.name}</th><th scope="col" class="n">${words.customers}</th><th scope="col" class="n">${words.share}</th><td class="bar"></td></tr></thead><tbody>
${rows.map(
  ({ name, customers, note }) =>
    html`<tr><th scope="row">${name}</th><td class="n">${number(customers)}</td><td class="n">${percent(customers / Math.max(1, total))}</td><td class="bar">${barOf(customers / most)}</td></tr>${note !== undefined && html`<tr class="under"><td colspan="4">${note}</td></tr>`}
`,
)}</tbody></table>`;
}

/** A bar in the last column of a table, beside the number that it draws. */
export const barOf = (share: number): Html | undefined =>
  share > 0 ? html`<i style="width: ${(share * 100).toFixed(1)}%"></i>` : undefined;

/** The numbers of a chart, folded away below it. */
export const numbersOf = (
  chart: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  speaker: Speaker,
): Html =>
  html`<details><summary>${speaker.words.tableOf(chart)}</summary><div class="scroll">${numberTable(header, rows)}</div></details>`;

/** A table whose first column names its rows. */
export const numberTable = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  kind = '',
): Html =>
  html`<table class="${kind}"><thead><tr>${header.map((name, column) => html`<th scope="col"${column > 0 && html` class="n"`}>${name}</th>`)}</tr></thead><tbody>
${rows.map(
  ([
    name,
    ...cells
  ]) => html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}</tr>
`,
)}</tbody></table>`;

/** A chart is 400 units wide, so that its text can be read on a phone. */
export const chartWidth = 400;

/** A chart with a title and a description for those who cannot see it. */
export const chart = (
  id: string,
  title: string,
  description: string,
  height: number,
  content: HtmlValue,
): Html =>
  html`<svg class="chart" viewBox="0 0 ${chartWidth} ${px(height)}" role="img" aria-labelledby="${id}-t ${id}-d"><title id="${id}-t">${title}</title><desc id="${id}-d">${description}</desc>
${content}</svg>`;

/** A length in a chart, rounded to one decimal to keep the page small. */
export const px = (value: number): number => Number(value.toFixed(1));
