import { type Html, html } from '../../../../shared/html.ts';
import type { HistogramBar } from '../../../../shared/report/population/histogram.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import { chart, chartWidth, px } from './elements.ts';

const base = 172;
const tallest = 128;
const margin = 12;

/** Bars side by side; the last one is set apart, since it has no upper end. */
export function histogramChart(
  bars: readonly HistogramBar[],
  middle: number,
  title: string,
  description: string,
  { words, money, percent }: Speaker,
): Html {
  const step = (chartWidth - 2 * margin) / (bars.length + 0.6);
  const most = Math.max(...bars.map(({ share }) => share));
  const left = (index: number) => margin + step * (index + (index === bars.length - 1 ? 0.6 : 0));
  const drawn = bars.map(({ share }, index) => {
    const height = (share / most) * tallest;
    const x = left(index) + step / 2;
    return html`<rect class="f-main" x="${px(left(index) + 1)}" y="${px(base - height)}" width="${px(step - 2)}" height="${px(height)}" rx="1.5"/><text class="dim halo tiny" x="${px(x)}" y="${px(base - height - 5)}" text-anchor="middle">${percent(share, 0)}</text>
`;
  });
  const every = Math.ceil(bars.length / 4);
  const ticks = bars.flatMap(({ from }, index) => {
    const isEnd = index === bars.length - 1;
    if (!isEnd && (index % every !== 0 || index > bars.length - 3)) return [];
    const text = isEnd ? `${money(from)}+` : money(from);
    const x = isEnd ? left(index) + step : left(index) + 1;
    const anchor = isEnd ? 'end' : index === 0 ? 'start' : 'middle';
    return [
      html`<text class="dim small" x="${px(x)}" y="${base + 17}" text-anchor="${anchor}">${text}</text>
`,
    ];
  });
  const width = bars[0]?.to ?? 1;
  const at = margin + step * Math.min(middle / width, bars.length - 1);
  return chart(
    'worth',
    title,
    description,
    base + 24,
    html`<line class="guide" x1="${px(at)}" x2="${px(at)}" y1="18" y2="${base}"/>${drawn}<line class="axis" x1="${margin}" x2="${chartWidth - margin}" y1="${base}" y2="${base}"/>${ticks}<text class="halo" x="${px(at + 5)}" y="22">${words.median(money(middle))}</text>`,
  );
}
