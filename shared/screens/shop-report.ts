import { lifecycles, tiers } from '../profile/classes.ts';
import type { Interval } from '../report/shop/difference.ts';
import type { ShopReport } from '../report/shop/shop-report.ts';
import { isReactivation } from '../scoring/lifecycle.ts';
import { nameOf } from '../words/name-of.ts';
import type { Section } from './section.ts';
import type { Voice } from './voice.ts';

/** Where customers stand and how they moved, then what campaigns caused. */
export const shopReportSections = (report: ShopReport, voice: Voice): readonly Section[] => [
  lifecycleSection(report, voice),
  ...movementSections(report, voice),
  ...causedSections(report, voice),
  ...earnedSections(report, voice),
  tierSection(report, voice),
];

function lifecycleSection(
  { lifecycles: counted, from, to }: ShopReport,
  { words, report, number }: Voice,
): Section {
  return {
    kind: 'bars',
    title: words.lifecyclesTitle,
    texts: from === to ? [] : [words.sinceThen(from)],
    rows: lifecycles.map((name) => {
      const [first, last] = [counted.first[name], counted.last[name]];
      const change = last - first;
      const moved =
        from === to || change === 0 ? '' : ` (${change > 0 ? '+' : '−'}${number(Math.abs(change))})`;
      return {
        name: report.lifecycles[name],
        value: last,
        text: `${number(last)}${moved}`,
        audience: `lifecycle: [${name}]`,
      };
    }),
  };
}

const movementsShown = 8;

function movementSections({ movements }: ShopReport, { words, report, number }: Voice): Section[] {
  const largest = Object.entries(movements)
    .sort(([, one], [, other]) => other - one)
    .slice(0, movementsShown);
  if (largest.length === 0) return [];
  return [
    {
      kind: 'bars',
      title: words.movementsTitle,
      texts: [report.movedTitle],
      rows: largest.map(([movement, count]) => {
        const [from = '', to = ''] = movement.split('>');
        const text = `${nameOf(report.lifecycles, from)} → ${nameOf(report.lifecycles, to)}`;
        const name = isReactivation(from, to) ? `${text} (${report.cameBack})` : text;
        return { name, value: count, text: number(count) };
      }),
    },
  ];
}

const tierSection = ({ tiers: counted }: ShopReport, { words, labels, number }: Voice): Section => ({
  kind: 'bars',
  title: words.tiersTitle,
  texts: [],
  rows: tiers.map((tier) => ({
    name: labels.tiers[tier],
    value: counted[tier],
    text: number(counted[tier]),
    audience: `tier: [${tier}]`,
  })),
});

function causedSections({ allCampaigns }: ShopReport, voice: Voice): Section[] {
  if (allCampaigns?.difference === undefined) return [];
  const { words, report, range } = voice;
  const { from, holdout, difference, revenue } = allCampaigns;
  const { estimate, everyNight, verdict } = difference;
  return [
    {
      kind: 'intervals',
      title: words.caused,
      texts: [report.allCampaigns(from, holdout), report.verdicts[verdict]],
      rows: [{ name: words.everyNight, estimate, ...everyNight, text: range(everyNight), isDecisive: true }],
    },
    ...(revenue === undefined
      ? []
      : [
          {
            kind: 'intervals' as const,
            title: words.causedPerCustomer,
            texts: [words.revenueText(voice.money(revenue.countedUpTo))],
            rows: [moneyRow(words.today, revenue.estimate, revenue.today, voice)],
          },
        ]),
  ];
}

/** What each running campaign brought in over all customers who were not held out. */
function earnedSections({ campaigns }: ShopReport, voice: Voice): Section[] {
  const { words } = voice;
  const rows = campaigns.flatMap(({ name, revenue, treatedOrdered: { of }, isPaused }) =>
    revenue === undefined || isPaused === true
      ? []
      : [
          moneyRow(
            name,
            revenue.estimate * of,
            { low: revenue.today.low * of, high: revenue.today.high * of },
            voice,
          ),
        ],
  );
  return rows.length === 0
    ? []
    : [{ kind: 'intervals', title: words.earnedTitle, texts: [words.earnedText], rows }];
}

/** An amount in minor units with its interval; nothing decides by one. */
function moneyRow(name: string, estimate: number, interval: Interval, { words, money }: Voice) {
  const signed = (minor: number) => `${minor > 0 ? '+' : ''}${money(minor)}`;
  const text = words.amountIn(signed(estimate), signed(interval.low), signed(interval.high));
  return { name, estimate, low: interval.low, high: interval.high, text, isDecisive: false };
}
