import { meanOrderOf, type RevenueFlow } from '../../scoring/concentration.ts';
import { heldBackDays } from '../../scoring/held-back.ts';
import type { Model, ModelComparison } from '../../scoring/models/model.ts';
import type { NoModel } from '../../scoring/population.ts';
import { movementsIn } from './findings.ts';
import { quartilesOf } from './histogram.ts';
import { modelFiguresOf } from './model-findings.ts';
import { modelNames } from './model-names.ts';
import type { PopulationReport } from './population-report.ts';
import type { RevenueFinding } from './revenue-groups.ts';
import type { Speaker } from './speaker.ts';

/** Where active ends, and what decides the lifecycle after that. */
export function limitSentences(report: PopulationReport, { words, number }: Speaker): string[] {
  const { activeDays, coolingDays, silentDays, source } = report.gaps;
  const beyond = report.model.fitted
    ? words.limits.byChance(number(coolingDays))
    : words.limits.byDays(number(coolingDays), number(silentDays));
  return [words.limits[source](number(activeDays)), beyond];
}

/** The sentences that go with the list of last night's movements. */
export function movementSentences(report: PopulationReport, { words, number }: Speaker): string[] {
  const { moved, firstClassified } = movementsIn(report);
  const isFirstNight = firstClassified === report.customers && firstClassified > 0;
  return [
    ...(firstClassified > 0 ? [words.firstClassified(number(firstClassified))] : []),
    ...(moved.length === 0 && !isFirstNight ? [words.nobodyMoved] : []),
    ...(isFirstNight ? [] : [words.reactivated(report.reactivated, number(report.reactivated))]),
  ];
}

/** Why nobody has a certain score; none where every score occurs. */
export function emptyScoreSentences({ rfm: { empty } }: PopulationReport, { words }: Speaker): string[] {
  return (['recency', 'frequency', 'monetary'] as const).flatMap((part) =>
    empty[part].length === 0 ? [] : [words.emptyScore(words[part], words.and(empty[part].map(String)))],
  );
}

/** The chance of an order, and the middle half of lifetime values. */
export function outlookSentences(report: PopulationReport, { words, percent, money }: Speaker): string[] {
  const quartiles = quartilesOf(report.lifetimeValue);
  const { seasonAhead, horizonDays } = report;
  return [
    ...(report.meanChance === undefined
      ? []
      : [words.chance(percent(report.meanChance), report.horizonDays)]),
    ...(report.model.fitted && seasonAhead !== undefined
      ? [words.season(horizonDays, seasonAhead.toFixed(2))]
      : []),
    ...(quartiles
      ? [words.quartiles(money(quartiles.low), money(quartiles.middle), money(quartiles.high))]
      : []),
    ...(report.model.fitted ? valueSentences(report.model.model, { words }) : []),
  ];
}

/** How orders are valued where Gamma-Gamma could not be fitted. */
function valueSentences({ gammaGamma, meanOrderValue }: Model, { words }: Pick<Speaker, 'words'>): string[] {
  if (gammaGamma !== undefined) return [];
  return [meanOrderValue === undefined ? words.noValue : words.byOwnMean];
}

/** What a model says about the shop's customers in plain words, without its parameters. */
export function modelSentences(
  model: Model,
  { concentration, lifecycles, customers }: PopulationReport,
  { words, number, percent, figure, money }: Speaker,
): string[] {
  const { unit, fittedOn } = model;
  const { orderEvery, leaveShare, isRegular } = modelFiguresOf(model);
  const meanOrder = meanOrderOf(concentration);
  return [
    words.fittedTo(number(fittedOn.customers), number(fittedOn.repeatBuyers)),
    words.pace(words[unit](figure(orderEvery)), percent(leaveShare)),
    words.leaveAndLost(percent(leaveShare), percent(lifecycles.lost / Math.max(1, customers))),
    ...(isRegular ? [words.regular] : []),
    ...(meanOrder === undefined ? [] : [words.meanOrder(money(meanOrder))]),
  ];
}

/** The parameters, for those who know the models. */
export function parameterLines(model: Model, speaker: Speaker): string[] {
  const { words, figure } = speaker;
  const { r, alpha, a, b } = model.parameters;
  const listOf = (parameters: Readonly<Record<string, number>>) =>
    Object.entries(parameters)
      .map(([name, value]) => `${name} ${figure(value)}`)
      .join(' · ');
  const purchases = `${modelNames[model.kind]} (${words.perUnit[model.unit]})${words.colon}${listOf({ r, α: alpha, a, b })}`;
  return [
    purchases,
    ...(model.gammaGamma
      ? [`Gamma-Gamma (${words.smallestUnit})${words.colon}${listOf({ ...model.gammaGamma })}`]
      : []),
    ...(model.comparison ? [comparisonLine(model.comparison, speaker)] : []),
  ];
}

const comparisonLine = (
  { other, customers, gain, standardError }: ModelComparison,
  { words, number }: Speaker,
): string =>
  words.comparison(
    modelNames[other],
    number(customers),
    heldBackDays,
    `${gain > 0 ? '+' : ''}${gain.toFixed(1)}`,
    standardError.toFixed(1),
  );

/** Why there is no model. */
export function noModelSentence(why: NoModel, { words, number }: Pick<Speaker, 'words' | 'number'>): string {
  const [is, needed] =
    why.reason === 'too-young' ? [why.days, why.daysNeeded] : [why.repeatBuyers, why.repeatBuyersNeeded];
  return words.noModel[why.reason](number(is), number(needed));
}

/** Whether revenue came from loyalty or from new customers, in one sentence. */
export function answerSentence({ ofHundred, verdict }: RevenueFinding, { words, units }: Speaker): string {
  if (ofHundred === undefined || verdict === undefined) return words.revenue.noRevenue;
  const [heavy = '', light = '', returned = '', firstTime = ''] = ofHundred.map(units);
  const { answer, verdicts } = words.revenue;
  return `${answer(units(100), heavy, light, returned, firstTime)}${words.colon}${verdicts[verdict]}`;
}

/** What the answer does not mean. */
export function cautionsOn({ inSeason }: RevenueFinding, { words }: Speaker): string[] {
  const { origin, regression, season } = words.revenue.cautions;
  return [origin, regression, ...(inSeason ? [season] : [])];
}

/** The two periods by their months. */
export function periodsIn({ periods }: RevenueFlow, { words }: Speaker): { before: string; now: string } {
  const { months } = words.revenue;
  return {
    before: months(periods.before.from, periods.before.to),
    now: months(periods.now.from, periods.now.to),
  };
}

/** A change with its sign, in whole percent. */
export const signedPercent = (change: number, { percent }: Speaker): string =>
  `${change > 0 ? '+' : ''}${percent(change, 0)}`;
