import {
  factorSentence,
  rankingSentence,
  splitSentence,
  threeDecimals,
} from '../../report/population/backtest-sentences.ts';
import { verdictOnForecast } from '../../report/population/model-findings.ts';
import type { HeldBackForecast } from '../../scoring/held-back-forecast.ts';
import type { Section, SectionOf } from '../section.ts';
import type { PopulationView } from './view.ts';

/** How the forecasts would have done in the days before the night, or that nobody can say. */
export function backtestSections({ report: { heldBack }, speaker }: PopulationView): readonly Section[] {
  const { words, language, number, percent } = speaker;
  const title = words.sections.backtest;
  if (heldBack === undefined)
    return [{ kind: 'notes', tone: 'neutral', title, texts: [words.screen.noBacktest] }];
  const { on, days, calibration } = heldBack;
  return [
    {
      kind: 'notes',
      tone: toneOf(heldBack),
      title,
      texts: [
        splitSentence({ split: { on, horizonDays: days }, calibration }, language),
        factorSentence(calibration, language),
        rankingSentence(heldBack, language),
        words.screen.backtest(days),
      ],
    },
    {
      kind: 'table',
      title: words.calibration,
      texts: [words.screen.tenths],
      columns: [words.decile, words.customers, words.predicted, words.came].map((name, place) => ({
        name,
        isNumber: place > 0,
      })),
      rows: calibration.deciles.map(({ customers, chanceOfOrder, ordered }, index) => [
        String(index + 1),
        number(customers),
        percent(chanceOfOrder),
        percent(ordered),
      ]),
    },
    rankingSection(heldBack, speaker),
  ];
}

function toneOf({ calibration: { factor, factorInterval } }: HeldBackForecast) {
  if (factor === undefined) return 'neutral';
  return verdictOnForecast(factor, factorInterval) === 'as-expected' ? 'positive' : 'warning';
}

function rankingSection(
  { calibration, aucByFrequency, aucByRecency }: HeldBackForecast,
  { words }: PopulationView['speaker'],
): SectionOf<'bars'> {
  const row = (name: string, auc: number | undefined) => ({
    name,
    value: Math.max(0, ((auc ?? 0.5) - 0.5) * 2),
    text: threeDecimals(auc),
  });
  return {
    kind: 'bars',
    title: words.ranking,
    texts: [words.aucNote],
    rows: [
      row(words.rankedBy.model, calibration.auc),
      row(words.rankedBy.frequency, aucByFrequency),
      row(words.rankedBy.recency, aucByRecency),
    ],
  };
}
