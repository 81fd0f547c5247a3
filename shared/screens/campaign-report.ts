import type { Difference } from '../report/shop/difference.ts';
import type { CampaignReport } from '../report/shop/shop-report.ts';
import { funnelSections } from './funnel.ts';
import { linkSections } from './link-clicks.ts';
import type { Section, SectionOf, Tone } from './section.ts';
import { groupSections, variantSections } from './variants-and-groups.ts';
import type { Voice } from './voice.ts';

const tones: Readonly<Record<Difference['verdict'], Tone>> = {
  raised: 'positive',
  lowered: 'negative',
  undecided: 'neutral',
  awaited: 'neutral',
  untrusted: 'warning',
};

/**
 * The report of one campaign version as a screen shows it: the verdict first, then how sure it is, then where everybody
 * went who entered, and then the parts.
 *
 * @param advice sentences on what to do about it
 */
export const campaignReportSections = (
  campaign: CampaignReport,
  advice: readonly string[],
  voice: Voice,
): readonly Section[] => [
  verdictSection(campaign, advice, voice),
  ...intervalSections(campaign, voice),
  armsSection(campaign, voice),
  ...funnelSections(campaign, voice),
  ...linkSections(campaign, voice),
  ...revenueSections(campaign, voice),
  ...variantSections(campaign, voice),
  ...groupSections(campaign, voice),
];

/** What can be said of the campaign, in words. */
export function verdictSection(
  { difference, decidesOn, decidedOn }: CampaignReport,
  advice: readonly string[],
  { words, report }: Voice,
): SectionOf<'verdict'> {
  if (difference === undefined)
    return {
      kind: 'verdict',
      tone: 'warning',
      title: words.noVerdict,
      texts: [words.noVerdictWhy, ...advice],
    };
  const day =
    decidesOn === undefined
      ? []
      : [decidedOn === undefined ? report.decides(decidesOn) : report.decided(decidedOn)];
  return {
    kind: 'verdict',
    tone: tones[difference.verdict],
    title: report.verdicts[difference.verdict],
    figure: words.difference(difference.estimate),
    texts: [...advice, ...day],
  };
}

function intervalSections(
  { difference, decidesOn }: CampaignReport,
  { words, report, range }: Voice,
): Section[] {
  if (difference === undefined) return [];
  const { estimate, everyNight, today } = difference;
  const isFixed = decidesOn !== undefined;
  return [
    {
      kind: 'intervals',
      title: words.intervalTitle,
      texts: [...report.legend],
      rows: [
        {
          name: isFixed ? words.everyNightBeside : words.everyNight,
          estimate,
          ...everyNight,
          text: range(everyNight),
          isDecisive: !isFixed,
        },
        {
          name: isFixed ? words.todayDecides : words.today,
          estimate,
          ...today,
          text: range(today),
          isDecisive: isFixed,
        },
      ],
    },
  ];
}

function armsSection(campaign: CampaignReport, voice: Voice): Section {
  const { words, report, number, money, share } = voice;
  const row = (name: string, arm: 'treated' | 'heldOut') => {
    const [ordered, optedOut] = [campaign[`${arm}Ordered`], campaign[`${arm}OptedOut`]];
    return [
      name,
      number(ordered.of),
      number(ordered.did),
      share(ordered),
      money(campaign[`${arm}Value`]),
      number(optedOut.did),
    ];
  };
  return {
    kind: 'table',
    title: words.armsTitle,
    texts: [
      report.rateLine(campaign.goalDays),
      ...(campaign.enteredAgain === 0 ? [] : [report.enteredAgain(number(campaign.enteredAgain))]),
    ],
    columns: [words.arm, words.customers, words.ordered, words.share, words.perCustomer, words.optedOut].map(
      (name, place) => ({ name, isNumber: place > 0 }),
    ),
    rows: [row(words.treated, 'treated'), row(words.heldOut, 'heldOut')],
  };
}

function revenueSections({ revenue, coupons }: CampaignReport, voice: Voice): Section[] {
  const { words, number, money } = voice;
  const signed = (minor: number) => `${minor >= 0 ? '+' : ''}${money(minor)}`;
  const own: Section[] =
    revenue === undefined
      ? []
      : [
          {
            kind: 'notes',
            tone: 'neutral',
            title: words.revenueTitle,
            texts: [
              `${signed(revenue.estimate)} (${voice.report.range(signed(revenue.today.low), signed(revenue.today.high))})`,
              words.revenueText(money(revenue.countedUpTo)),
            ],
          },
        ];
  if (coupons.issued === 0) return own;
  return [
    ...own,
    {
      kind: 'bars',
      title: words.couponsTitle,
      texts: [],
      rows: [
        { name: words.couponsIssued, value: coupons.issued, text: number(coupons.issued) },
        { name: words.couponsRedeemed, value: coupons.redeemed, text: number(coupons.redeemed) },
      ],
    },
  ];
}
