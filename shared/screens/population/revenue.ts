import { type RevenueFinding, revenueFindingOf } from '../../report/population/revenue-groups.ts';
import { revenueTableOf } from '../../report/population/revenue-table.ts';
import { answerSentence, cautionsOn, periodsIn } from '../../report/population/sentences.ts';
import type { Speaker } from '../../report/population/speaker.ts';
import type { RevenueFlow } from '../../scoring/concentration.ts';
import type { Section } from '../section.ts';
import { type PopulationView, pointsChange } from './view.ts';

/** How concentrated revenue is, and which customers this period's revenue came from. */
export function revenueSections(view: PopulationView): readonly Section[] {
  const { report, speaker } = view;
  const { words } = speaker;
  const title = words.sections.revenue;
  const { window, flow } = report.concentration;
  if (window === undefined)
    return [{ kind: 'notes', tone: 'neutral', title, texts: [words.revenue.noOrders] }];
  const finding = flow && revenueFindingOf(flow);
  return [
    {
      kind: 'notes',
      tone: 'neutral',
      title,
      texts: finding
        ? [answerSentence(finding, speaker), ...cautionsOn(finding, speaker)]
        : [words.revenue.noFlow],
    },
    ...(flow && finding ? [flowSection(flow, finding, speaker)] : []),
    concentrationSection(view, window),
  ];
}

function concentrationSection(
  view: PopulationView,
  { from, to }: { readonly from: string; readonly to: string },
): Section {
  const { report, compared, speaker } = view;
  const { words, percent, money } = speaker;
  const { topFifthShare: top, revenue, gini } = report.concentration;
  const w = words.revenue;
  const isCompared = compared?.concentration.window !== undefined;
  const change = isCompared ? top - compared.concentration.topFifthShare : 0;
  const row = (name: string, share: number, moved: number) => {
    const said = pointsChange(moved, speaker);
    return { name, value: share, text: said === undefined ? percent(share) : `${percent(share)} (${said})` };
  };
  return {
    kind: 'bars',
    title: w.concentration,
    texts: [w.topFifth(percent(top), from, to, money(revenue)), w.gini(gini.toFixed(3))],
    rows: [row(w.topLabel, top, change), row(w.restLabel, 1 - top, -change)],
  };
}

function flowSection(flow: RevenueFlow, finding: RevenueFinding, speaker: Speaker): Section {
  const { words, percent, money } = speaker;
  const w = words.revenue;
  const { before: earlier, now } = periodsIn(flow, speaker);
  const { columns, groups, total } = revenueTableOf(finding, speaker);
  return {
    kind: 'table',
    title: w.byGroup,
    texts: [
      w.periods(earlier, now, flow.periods.months),
      w.groupNotes(percent(flow.heavyShare, 0), money(flow.heavyFrom)),
    ],
    columns: [words.name, ...columns].map((name, place) => ({ name, isNumber: place > 0 })),
    rows: [...groups, total].map(({ name, cells }) => [name, ...cells]),
  };
}
