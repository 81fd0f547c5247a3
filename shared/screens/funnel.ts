import type { CampaignReport, StepReport } from '../report/shop/shop-report.ts';
import { nameOf } from '../words/name-of.ts';
import type { Section } from './section.ts';
import type { Voice } from './voice.ts';

/** Where everybody went who entered: the groups, and for each step what became of those it was for. */
export function funnelSections(campaign: CampaignReport, voice: Voice): Section[] {
  const { words, number } = voice;
  const { entered, heldOut } = campaign;
  const treated = entered - heldOut;
  const row = (name: string, value: number) => ({ name, value, text: number(value) });
  return [
    {
      kind: 'bars',
      title: words.funnelTitle,
      texts: [],
      rows: [row(words.entered, entered), row(words.heldOutRow, heldOut), row(words.treatedRow, treated)],
    },
    ...campaign.steps.map((step, index) => stepSection(step, index + 1, voice)),
  ];
}

/** The outcomes of a step, each customer in one of them, so that they add up. */
function stepSection(step: StepReport, place: number, { words, report, number }: Voice): Section {
  const outcomes = Object.entries(step.outcomes).flatMap(([outcome, count = 0]) =>
    count === 0 || outcome === 'skipped' ? [] : [{ name: nameOf(words.outcomes, outcome), count }],
  );
  const skipped = Object.entries(step.skipped).flatMap(([reason, count]) =>
    count === 0
      ? []
      : [{ name: `${report.outcomes.skipped}${report.colon}${nameOf(report.reasons, reason)}`, count }],
  );
  const rows = [...outcomes, ...skipped].sort((one, other) => other.count - one.count);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const title = words.stepTitle(place, report.after(step.afterHours), nameOf(report.actions, step.action));
  return {
    kind: 'bars',
    title: step.variant === undefined ? title : `${title} [${step.variant.join(', ')}]`,
    texts: [words.addsUp(number(total))],
    rows: rows.map(({ name, count }) => ({ name, value: count, text: number(count) })),
  };
}
