import { type Html, html } from '../../../../shared/html.ts';
import type { BacktestOutcome } from '../../../../shared/operations/run-backtest.ts';
import {
  factorSentence,
  rankingSentence,
  splitSentence,
  threeDecimals,
} from '../../../../shared/report/population/backtest-sentences.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import type { Backtest } from '../../../../shared/scoring/backtest.ts';
import { moneySentences, whyNoBacktest } from '../../backtest-text.ts';
import { calibrationChart } from './calibration-chart.ts';
import { barOf, card, numbersOf, section } from './elements.ts';

/** How the forecasts would have done on the shop's own past, or why that cannot be computed. */
export function backtestSection(outcome: BacktestOutcome, speaker: Speaker): Html {
  const { words, language } = speaker;
  const title = words.sections.backtest;
  if (!outcome.fitted) {
    return section(
      'backtest',
      title,
      [],
      html`<div class="card"><p>${whyNoBacktest(outcome, language)}</p></div>`,
    );
  }
  return section(
    'backtest',
    title,
    [
      splitSentence(outcome, language),
      factorSentence(outcome.calibration, language),
      ...moneySentences(outcome, language),
    ],
    html`<div class="grid">${calibrationCard(outcome, speaker)}<div class="stack">${rankingCard(outcome, speaker)}${againCard(outcome, speaker)}</div></div>`,
  );
}

function calibrationCard({ calibration: { deciles } }: Backtest, speaker: Speaker): Html {
  const { words, number, percent } = speaker;
  const header = [words.decile, words.customers, words.predicted, words.came];
  const rows = deciles.map(({ customers, chanceOfOrder, ordered }, index) => [
    String(index + 1),
    number(customers),
    percent(chanceOfOrder),
    percent(ordered),
  ]);
  return card(
    words.calibration,
    words.calibrationNote,
    html`${calibrationChart(deciles, speaker)}${numbersOf(words.calibration, header, rows, speaker)}`,
  );
}

function rankingCard(result: Backtest, { words, language }: Speaker): Html {
  const { calibration, aucByFrequency, aucByRecency } = result;
  const rows = [
    { name: words.rankedBy.model, auc: calibration.auc },
    { name: words.rankedBy.frequency, auc: aucByFrequency },
    { name: words.rankedBy.recency, auc: aucByRecency },
  ];
  return card(
    words.ranking,
    rankingSentence(result, language),
    html`<table><thead><tr><th scope="col">${words.name}</th><th scope="col" class="n">${words.auc}</th><td class="bar"></td></tr></thead><tbody>${rows.map(
      ({
        name,
        auc,
      }) => html`<tr><th scope="row">${name}</th><td class="n">${threeDecimals(auc)}</td><td class="bar">${barOf(Math.max(0, ((auc ?? 0.5) - 0.5) * 2))}</td></tr>
`,
    )}</tbody></table><p class="note">${words.aucNote}</p>`,
  );
}

function againCard({ orderedAgain, split }: Backtest, { words, labels, number, percent }: Speaker): Html {
  const title = words.orderedAgain(split.horizonDays);
  return card(
    title,
    undefined,
    html`<table><thead><tr><th scope="col">${words.lifecycle}</th><th scope="col" class="n">${words.customers}</th><th scope="col" class="n">${words.share}</th><td class="bar"></td></tr></thead><tbody>${orderedAgain.map(
      ({
        lifecycle,
        customers,
        share,
      }) => html`<tr><th scope="row">${labels.lifecycles[lifecycle]}</th><td class="n">${number(customers)}</td><td class="n">${percent(share)}</td><td class="bar">${barOf(share)}</td></tr>
`,
    )}</tbody></table>`,
  );
}
