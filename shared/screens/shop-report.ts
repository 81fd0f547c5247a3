import { lifecycles, tiers } from '../profile/classes.ts';
import { adviceSentence } from '../report/shop/advice-sentences.ts';
import { adviceOn } from '../report/shop/look-at-next.ts';
import type { ShopReport } from '../report/shop/shop-report.ts';
import { isReactivation } from '../scoring/lifecycle.ts';
import { nameOf } from '../words/name-of.ts';
import type { Section } from './section.ts';
import type { Voice } from './voice.ts';

/** What needs attention in the shop, then where customers stand and how they moved, then what all campaigns caused. */
export const shopReportSections = (report: ShopReport, voice: Voice): readonly Section[] => [
  adviceSection(report, voice),
  lifecycleSection(report, voice),
  ...movementSections(report, voice),
  tierSection(report, voice),
  ...causedSections(report, voice),
];

function adviceSection(report: ShopReport, { words, report: texts }: Voice): Section {
  const advice = adviceOn(report).map((one) => adviceSentence(one, texts));
  return {
    kind: 'notes',
    tone: advice.length === 0 ? 'positive' : 'warning',
    title: words.nextTitle,
    texts: advice.length === 0 ? [words.nothingNext] : advice,
  };
}

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
        link: `lifecycle=${name}`,
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
    link: `tier=${tier}`,
  })),
});

function causedSections({ allCampaigns }: ShopReport, { words, report, range }: Voice): Section[] {
  if (allCampaigns?.difference === undefined) return [];
  const { estimate, everyNight, verdict } = allCampaigns.difference;
  return [
    {
      kind: 'intervals',
      title: words.caused,
      texts: [report.allCampaigns(allCampaigns.from, allCampaigns.holdout), report.verdicts[verdict]],
      rows: [{ name: words.everyNight, estimate, ...everyNight, text: range(everyNight), isDecisive: true }],
    },
  ];
}
