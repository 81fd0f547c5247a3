import { type Html, html } from '../../../../shared/html.ts';
import { type RevenueFinding, revenueGroups } from '../../../../shared/report/population/revenue-groups.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import type { Concentration } from '../../../../shared/scoring/concentration.ts';
import { chart, chartWidth, px } from './elements.ts';

interface Part {
  readonly value: number;
  readonly fill: string;
  readonly ink: string;
  readonly text: string;
}

/** One bar of parts laid end to end; a part too short for its number is drawn without it. */
function stackedBar(parts: readonly Part[], top: number, height: number, scale: number): Html[] {
  let x = 0;
  return parts.map(({ value, fill, ink, text }) => {
    const width = Math.max(0, value * scale);
    const from = x;
    x += width;
    return html`<rect class="${fill}" x="${px(from)}" y="${top}" width="${px(Math.max(0, width - 1))}" height="${height}"/>${
      width > 8 * text.length &&
      html`<text class="${ink}" x="${px(from + 7)}" y="${top + height / 2 + 4}">${text}</text>`
    }
`;
  });
}

/** The top fifth of customers above the share of revenue that they bring. */
export function concentrationChart({ topFifthShare }: Concentration, speaker: Speaker): Html {
  const { words, percent } = speaker;
  const w = words.revenue;
  const bar = (share: number, top: number) =>
    stackedBar(
      [
        { value: share, fill: 'f-main', ink: 't-main', text: percent(share, 0) },
        { value: 1 - share, fill: 'f-rest', ink: '', text: percent(1 - share, 0) },
      ],
      top,
      34,
      chartWidth,
    );
  return chart(
    'concentration',
    w.concentration,
    `${w.topLabel}${words.colon}${percent(topFifthShare)}`,
    136,
    html`<text class="dim" x="0" y="12">${words.customers}</text>${bar(0.2, 20)}<text class="dim" x="0" y="84">${w.revenue}</text>${bar(topFifthShare, 92)}`,
  );
}

/** The colours of each group: of its part, and of the text on it. */
export const groupFills = {
  heavy: { fill: 'f-main', ink: 't-main' },
  light: { fill: 'f-mid', ink: 't-mid' },
  returned: { fill: 'f-sand', ink: 't-sand' },
  firstTime: { fill: 'f-glow', ink: 't-glow' },
} as const;

/** Revenue of two periods by group, drawn to the same scale. */
export function revenueChart({ groups, total }: RevenueFinding, description: string, speaker: Speaker): Html {
  const { words, percent, money } = speaker;
  const w = words.revenue;
  const scale = chartWidth / Math.max(1, total.before, total.now);
  const bar = (period: 'before' | 'now', top: number) =>
    stackedBar(
      groups.map(({ group, cell }) => ({
        value: cell[period],
        ...groupFills[group],
        text: percent(cell[period] / Math.max(1, total[period]), 0),
      })),
      top,
      34,
      scale,
    );
  const label = (name: string, amount: number, y: number) =>
    html`<text x="0" y="${y}">${name}<tspan class="dim" dx="8">${money(amount)}</tspan></text>`;
  return chart(
    'flow',
    w.flow,
    description,
    136,
    html`${label(w.before, total.before, 12)}${bar('before', 20)}${label(w.now, total.now, 84)}${bar('now', 92)}`,
  );
}

/** Which colour is which group. */
export const groupLegend = ({ words }: Speaker): Html =>
  html`<ul class="legend">${revenueGroups.map((group) => html`<li>${swatch(groupFills[group].fill)}${words.revenue.groups[group]}</li>`)}</ul>`;

/** A small square in the colour of a legend's entry. */
export const swatch = (fill: string): Html =>
  html`<svg viewBox="0 0 10 10" aria-hidden="true"><rect class="${fill}" width="10" height="10" rx="2"/></svg>`;
