import { type Html, html } from '../../../../shared/html.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import type { CalibrationDecile } from '../../../../shared/scoring/models/calibration.ts';
import { chart, chartWidth, px } from './elements.ts';

const plot = { left: 46, right: chartWidth - 22, top: 22, bottom: 272 };
const ticks = [0, 0.25, 0.5, 0.75, 1];

/** A dot for each decile: predicted chance to the right, share that ordered upwards; equal on the diagonal. */
export function calibrationChart(deciles: readonly CalibrationDecile[], { words, percent }: Speaker): Html {
  const { left, right, top, bottom } = plot;
  const x = (share: number) => px(left + share * (right - left));
  const y = (share: number) => px(bottom - share * (bottom - top));
  const grid = ticks.map(
    (
      tick,
    ) => html`<line class="axis" x1="${x(tick)}" x2="${x(tick)}" y1="${top}" y2="${bottom}"/><line class="axis" x1="${left}" x2="${right}" y1="${y(tick)}" y2="${y(tick)}"/><text class="dim small" x="${x(tick)}" y="${bottom + 16}" text-anchor="middle">${percent(tick, 0)}</text><text class="dim small" x="${left - 7}" y="${y(tick) + 4}" text-anchor="end">${percent(tick, 0)}</text>
`,
  );
  const dots = deciles.map(
    ({ chanceOfOrder, ordered }) =>
      html`<circle class="f-main" cx="${x(chanceOfOrder)}" cy="${y(ordered)}" r="5"><title>${words.predicted} ${percent(chanceOfOrder)}, ${words.came} ${percent(ordered)}</title></circle>
`,
  );
  return chart(
    'calibration',
    words.calibration,
    deciles.map(({ chanceOfOrder, ordered }) => `${percent(chanceOfOrder)} → ${percent(ordered)}`).join('; '),
    bottom + 38,
    html`${grid}<line class="guide" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>${dots}<text class="small" x="${right}" y="${bottom + 33}" text-anchor="end">${words.predicted} →</text><text class="small" x="${left - 40}" y="12">↑ ${words.came}</text>`,
  );
}
