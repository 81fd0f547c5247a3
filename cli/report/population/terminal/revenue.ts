import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import { revenueFindingOf } from '../../../../shared/report/population/revenue-groups.ts';
import {
  answerSentence,
  cautionsOn,
  periodsIn,
  signedPercent,
} from '../../../../shared/report/population/sentences.ts';
import type { RevenueFlow } from '../../../../shared/scoring/concentration.ts';
import { heading, note, prose, type Screen, subheading, tableRows } from './lines.ts';

/** How concentrated revenue is, and which customers this period's revenue came from. */
export function revenueSection({ concentration }: PopulationReport, screen: Screen): string[] {
  const { words, percent, money, colours } = screen;
  const w = words.revenue;
  const title = heading(words.sections.revenue, screen);
  const { window, flow } = concentration;
  if (window === undefined) return [title, `  ${w.noOrders}`];
  return [
    title,
    ...prose(
      w.topFifth(percent(concentration.topFifthShare), window.from, window.to, money(concentration.revenue)),
    ),
    ...prose(w.gini(concentration.gini.toFixed(3))).map((line) => colours.dim(line)),
    '',
    subheading(w.flow, screen),
    ...(flow === undefined ? prose(w.noFlow) : flowLines(flow, screen)),
  ];
}

function flowLines(flow: RevenueFlow, screen: Screen): string[] {
  const { words, number, percent, money, colours } = screen;
  const w = words.revenue;
  const finding = revenueFindingOf(flow);
  const { before, now } = periodsIn(flow, screen);
  const orDash = (share: number | undefined) => (share === undefined ? '–' : percent(share));
  const changed = (change: number | undefined) =>
    change === undefined ? '–' : signedPercent(change - 1, screen);
  const { total } = finding;
  const rows = [
    ...finding.groups.map(({ group, cell, shareNow, retained, change }) => [
      w.groups[group],
      retained === undefined ? '–' : number(cell.customers),
      number(cell.buyersNow),
      orDash(retained),
      money(cell.now),
      percent(shareNow),
      changed(change),
    ]),
    [
      w.total,
      number(total.customers),
      number(total.buyersNow),
      orDash(total.retained),
      money(total.now),
      '',
      changed(total.change),
    ],
  ];
  const header = ['', w.customersBefore, w.buyersNow, w.retained, w.revenueNow, w.shareNow, w.change];
  return [
    ...note(w.periods(before, now, flow.periods.months), screen),
    ...tableRows(header, rows, screen),
    ...note(w.groupNotes(percent(flow.heavyShare, 0), money(flow.heavyFrom)), screen),
    '',
    ...prose(answerSentence(finding, screen)).map((line) => colours.bold(line)),
    ...cautionsOn(finding, screen).flatMap((caution) => note(caution, screen)),
  ];
}
