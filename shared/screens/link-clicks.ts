import { sentOf } from '../report/shop/look-at-next.ts';
import type { CampaignReport, StepReport } from '../report/shop/shop-report.ts';
import type { Section } from './section.ts';
import type { Voice } from './voice.ts';

/** What was clicked in each step's messages; none for steps in which nothing was. */
export const linkSections = ({ steps }: Pick<CampaignReport, 'steps'>, voice: Voice): Section[] =>
  steps.flatMap((step, index) => linkSection(step, index + 1, voice));

function linkSection({ links, outcomes }: StepReport, place: number, voice: Voice): Section[] {
  if (links === undefined) return [];
  const { words, number, share } = voice;
  const of = sentOf(outcomes);
  const byLink = Object.entries(links.byLink).sort(([, one], [, other]) => other - one);
  return [
    {
      kind: 'table',
      title: words.linksTitle(place),
      texts: [words.linksText],
      columns: [
        { name: words.link, isNumber: false },
        { name: words.clickedBy, isNumber: true },
        { name: words.ofSent, isNumber: true },
      ],
      rows: [
        ...byLink.map(([link, did]) => [link, number(did), share({ of, did })]),
        ...(links.others === 0 ? [] : [[words.otherLinks, number(links.others), '–']]),
      ],
    },
  ];
}
