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
  const rows = Object.entries(links.byLink)
    .sort(([, one], [, other]) => other - one)
    .map(([name, did]) => ({ name, value: did, text: `${number(did)} (${share({ of, did })})` }));
  const others = { name: words.otherLinks, value: links.others, text: number(links.others) };
  return [
    {
      kind: 'bars',
      title: words.linksTitle(place),
      texts: [words.linksText],
      rows: links.others === 0 ? rows : [...rows, others],
    },
  ];
}
