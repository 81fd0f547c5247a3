import { groupName } from '../report/shop/group-name.ts';
import type { CampaignReport } from '../report/shop/shop-report.ts';
import type { Section } from './section.ts';
import type { Voice } from './voice.ts';

/** What the variants of a campaign did, and how each compares with each. */
export function variantSections({ variants, decidesOn }: CampaignReport, voice: Voice): Section[] {
  if (variants === undefined) return [];
  const { words, report, number, money, share, range } = voice;
  const { variants: texts } = report;
  const { comparisons, best, promoted } = variants;
  const said =
    promoted === undefined ? (best === undefined ? [] : [texts.best(best)]) : [texts.promoted(promoted)];
  const rates: Section = {
    kind: 'table',
    title: words.variantsTitle,
    texts: said,
    columns: [words.variant, words.customers, words.ordered, words.share, words.perCustomer].map(
      (name, place) => ({
        name,
        isNumber: place > 0,
      }),
    ),
    rows: variants.variants.map(({ name, ordered, value }) => [
      name,
      number(ordered.of),
      number(ordered.did),
      share(ordered),
      money(value),
    ]),
  };
  if (comparisons.length === 0) return [rates];
  return [
    rates,
    {
      kind: 'intervals',
      title: words.variantsTitle,
      texts: [],
      rows: comparisons.map(({ one, other, estimate, interval, verdict }) => ({
        name: `${texts.against(one, other, estimate)} – ${texts.verdicts[verdict]}`,
        estimate,
        ...interval,
        text: texts.interval(range(interval), comparisons.length, decidesOn !== undefined),
        isDecisive: true,
      })),
    },
  ];
}

/** The effect on customers who were alike on entering, for exploring. */
export function groupSections({ groups }: CampaignReport, voice: Voice): Section[] {
  if (groups.length === 0) return [];
  const { words, report, range, language } = voice;
  return [
    {
      kind: 'intervals',
      title: words.groupsTitle,
      texts: [
        report.exploring(groups.length),
        ...(groups.some(({ standsOut }) => standsOut) ? [] : [report.noGroupStandsOut]),
      ],
      rows: groups.map(({ dimension, group, difference, standsOut }) => ({
        name: groupName(dimension, group, language),
        estimate: difference.estimate,
        ...difference.everyNight,
        text: range(difference.everyNight),
        isDecisive: standsOut,
      })),
    },
  ];
}
