import { type Html, html } from '../../../../shared/html.ts';
import { histogramOf, quartilesOf } from '../../../../shared/report/population/histogram.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import {
  modelSentences,
  noModelSentence,
  outlookSentences,
  parameterLines,
} from '../../../../shared/report/population/sentences.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import { card, numbersOf, section } from './elements.ts';
import { histogramChart } from './histogram-chart.ts';

/** What the model expects of customers, and the model itself; or why there is none. */
export function outlookSection(report: PopulationReport, speaker: Speaker): Html {
  const { words } = speaker;
  const { model } = report;
  if (!model.fitted) {
    return section(
      'outlook',
      words.sections.outlook,
      [],
      html`<div class="card"><p>${noModelSentence(model, speaker)}</p></div>`,
    );
  }
  return section(
    'outlook',
    words.sections.outlook,
    outlookSentences(report, speaker),
    html`<div class="grid">${valueCard(report, speaker)}${card(
      words.model,
      undefined,
      html`${modelSentences(model.model, report, speaker).map((sentence) => html`<p>${sentence}</p>`)}
${parameterLines(model.model, speaker).map((line) => html`<p class="note"><code>${line}</code></p>`)}`,
    )}</div>`,
  );
}

function valueCard({ lifetimeValue, lifetimeMonths }: PopulationReport, speaker: Speaker): Html | undefined {
  const { words, money, percent } = speaker;
  const bars = histogramOf(lifetimeValue);
  const quartiles = quartilesOf(lifetimeValue);
  if (bars.length === 0 || quartiles === undefined) return undefined;
  const title = words.value(lifetimeMonths);
  const rows = bars.map(({ from, to, share }) => [
    to === undefined ? words.beyond(money(from)) : words.upTo(money(from), money(to)),
    percent(share),
  ]);
  const { low, middle, high } = quartiles;
  const description = words.quartiles(money(low), money(middle), money(high));
  return card(
    title,
    undefined,
    html`${histogramChart(bars, middle, title, description, speaker)}${numbersOf(title, [words.valueRange, words.share], rows, speaker)}`,
  );
}
