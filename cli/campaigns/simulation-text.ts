import { addDays, daysBetween, type PlainDate, plainDate } from '../../shared/calendar.ts';
import type { Language } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import type { SimulationReport } from '../../shared/operations/simulation/report.ts';
import { limitText } from '../../shared/screens/limit-text.ts';
import { labels } from '../../shared/words/labels.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { nameOf } from '../../shared/words/name-of.ts';
import { percentIn } from '../../shared/words/numbers.ts';
import { reportWords } from '../../shared/words/report.ts';
import { simulationWords } from '../../shared/words/simulation.ts';

/** What a campaign would have done in the past, as a marketer reads it. */
export function simulationLines(report: SimulationReport, language: Language): readonly string[] {
  const words = simulationWords[language];
  const number = (value: number) => value.toLocaleString(language);
  const { name, from, until, nights, entries, keptOut, customers } = report;
  const { lifecycles, tiers } = labels[language];
  const share = percentIn(language)(entries.all === 0 ? 0 : entries.heldOut / entries.all);
  const again = entries.all - entries.first;
  return [
    words.title(name, from, until, number(nights)),
    words.explained,
    '',
    words.entered(number(entries.all), number(entries.heldOut), share),
    ...(again > 0 ? [`  ${words.again(number(again))}`] : []),
    ...countLine(words.byWeek, byWeek(entries.byDay, from), {}, number),
    ...countLine(words.byLifecycle, bySize(entries.byLifecycle), lifecycles, number),
    ...countLine(words.byTier, bySize(entries.byTier), tiers, number),
    ...countLine(words.byLocale, bySize(entries.byLocale), {}, number),
    ...countLine(
      words.keptOut,
      bySize(keptOut).map(([reason, count]) => [reasonText(reason, language), count] as const),
      {},
      number,
    ),
    ...stepLines(report, language),
    ...budgetLines(report, language),
    ...couponLines(report, language),
    ...callLines(report, language),
    ...baselineLines(report, language),
    ...(customers === 0 ? [] : [costLine(report, language)]),
  ];
}

type Counts = readonly (readonly [name: string, count: number])[];

const countLine = (
  title: string,
  counts: Counts,
  names: Readonly<Record<string, string>>,
  number: (value: number) => string,
): readonly string[] =>
  counts.length === 0
    ? []
    : [`  ${title}: ${counts.map(([name, count]) => `${nameOf(names, name)} ${number(count)}`).join(', ')}`];

const bySize = (counts: Readonly<Record<string, number>>): Counts =>
  Object.entries(counts).sort(([, a], [, b]) => b - a);

/** Entries by weeks that begin with the first night, named by their first day. */
function byWeek(byDay: Readonly<Record<string, number>>, from: PlainDate): Counts {
  const weeks = new Map<string, number>();
  for (const [day, count] of Object.entries(byDay)) {
    const week = Math.floor(daysBetween(from, plainDate(day)) / 7);
    const begins = addDays(from, week * 7);
    weeks.set(begins, (weeks.get(begins) ?? 0) + count);
  }
  return [...weeks];
}

function reasonText(reason: string, language: Language): string {
  const { reasons } = simulationWords[language];
  if (reason.startsWith('excluded')) return reasons.excluded;
  if (reason === 'entered-before' || reason === 'entered-lately' || reason === 'held-out-of-all')
    return reasons[reason];
  return reasons.audience(reason);
}

function stepLines({ steps }: SimulationReport, language: Language): readonly string[] {
  const words = simulationWords[language];
  const { reasons, actions } = reportWords[language];
  const number = (value: number) => value.toLocaleString(language);
  return steps.map(({ action, tally, postponed }, index) => {
    const skipped = bySize(tally.skipped).map(
      ([reason, count]) => `${nameOf(reasons, reason)} ${number(count)}`,
    );
    const done = [
      tally.queued > 0 || action === 'callback'
        ? words.queued(number(tally.queued))
        : words.sent(number(tally.sent)),
      ...(postponed > 0 ? [words.postponed(number(postponed))] : []),
      ...skipped,
    ];
    return words.step(index + 1, actions[action], done.join(' · '));
  });
}

const budgetLines = ({ budget }: SimulationReport, language: Language): readonly string[] =>
  budget.map(({ usedUpOn, ...stop }) => {
    const { title, spentOf } = lifecycleWords[language].budget;
    const limit = limitText(stop, language);
    const spent = stop.spent.toLocaleString(language);
    return usedUpOn === undefined
      ? `${title}: ${spentOf(spent, limit)}`
      : simulationWords[language].budgetUsedUp(usedUpOn, limit, spent);
  });

function couponLines({ coupons, currency }: SimulationReport, language: Language): readonly string[] {
  const words = simulationWords[language];
  const { promised, worstCost, unpriced } = coupons;
  if (promised === 0) return [];
  const cost = formatMoney({ minor: worstCost, currency }, language);
  return [
    words.coupons(promised.toLocaleString(language), cost),
    ...(unpriced > 0 ? [`  ${words.unpriced(unpriced.toLocaleString(language))}`] : []),
  ];
}

function callLines({ calls }: SimulationReport, language: Language): readonly string[] {
  const words = simulationWords[language];
  const number = (value: number) => value.toLocaleString(language);
  if (calls.asked === 0) return [];
  return [
    words.calls(number(calls.asked), number(calls.most), number(calls.capacityPerDay)),
    ...(calls.daysAbove > 0 ? [`  ${words.tooMany(number(calls.daysAbove), number(calls.tooMany))}`] : []),
  ];
}

function baselineLines({ without, plan, holdout }: SimulationReport, language: Language): readonly string[] {
  const words = simulationWords[language];
  const percent = percentIn(language);
  const { of, ordered, interval, goalDays } = without;
  if (interval === undefined) return [words.noRate];
  const rate = ordered / of;
  const [low, high] = [percent(interval.low), percent(interval.high)];
  const base = words.without(percent(rate), low, high, of.toLocaleString(language), String(goalDays));
  if (plan === undefined) return [base];
  const weeks = String(plan.weeks);
  return [
    base,
    plan.visible === undefined
      ? words.nothingVisible(weeks, percent(holdout))
      : words.visible(percent(rate), percent(rate + plan.visible), weeks, percent(holdout)),
  ];
}

function costLine({ emails, awsCost }: SimulationReport, language: Language): string {
  const dollars = (value: number) =>
    value < 0.01 ? '<$0.01' : `$${value.toLocaleString(language, { maximumFractionDigits: 2 })}`;
  const number = emails.toLocaleString(language);
  return simulationWords[language].cost(number, dollars(awsCost.emails), dollars(awsCost.nights));
}
