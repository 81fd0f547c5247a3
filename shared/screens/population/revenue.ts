import { type RevenueFinding, revenueFindingOf } from '../../report/population/revenue-groups.ts';
import { answerSentence, cautionsOn, periodsIn, signedPercent } from '../../report/population/sentences.ts';
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

function flowSection(flow: RevenueFlow, { groups, total }: RevenueFinding, speaker: Speaker): Section {
  const { words, number, percent, money } = speaker;
  const w = words.revenue;
  const { before: earlier, now } = periodsIn(flow, speaker);
  const orDash = <T>(value: T | undefined, say: (value: T) => string) =>
    value === undefined ? '–' : say(value);
  const changed = (change: number) => signedPercent(change - 1, speaker);
  return {
    kind: 'table',
    title: w.byGroup,
    texts: [
      w.periods(earlier, now, flow.periods.months),
      w.groupNotes(percent(flow.heavyShare, 0), money(flow.heavyFrom)),
    ],
    columns: [
      words.name,
      w.customersBefore,
      w.buyersNow,
      w.retained,
      w.revenueBefore,
      w.revenueNow,
      w.shareNow,
      w.change,
    ].map((name, place) => ({ name, isNumber: place > 0 })),
    rows: [
      ...groups.map(({ group, cell, shareNow, retained, change }) => [
        w.groups[group],
        retained === undefined ? '–' : number(cell.customers),
        number(cell.buyersNow),
        orDash(retained, percent),
        cell.before === 0 ? '–' : money(cell.before),
        money(cell.now),
        percent(shareNow),
        orDash(change, changed),
      ]),
      [
        w.total,
        number(total.customers),
        number(total.buyersNow),
        orDash(total.retained, percent),
        money(total.before),
        money(total.now),
        total.now > 0 ? percent(1) : '–',
        orDash(total.change, changed),
      ],
    ],
  };
}
