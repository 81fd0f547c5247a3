import { type Html, html } from '../../../../shared/html.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import {
  type RevenueFinding,
  revenueFindingOf,
} from '../../../../shared/report/population/revenue-groups.ts';
import { revenueTableOf } from '../../../../shared/report/population/revenue-table.ts';
import { answerSentence, cautionsOn, periodsIn } from '../../../../shared/report/population/sentences.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import type { RevenueFlow } from '../../../../shared/scoring/concentration.ts';
import { card, section } from './elements.ts';
import { concentrationChart, groupLegend, revenueChart, swatch } from './revenue-charts.ts';

/** How concentrated revenue is, and which customers this period's revenue came from. */
export function revenueSection({ concentration }: PopulationReport, speaker: Speaker): Html {
  const { words, percent, money } = speaker;
  const w = words.revenue;
  const title = words.sections.revenue;
  const { window, flow } = concentration;
  if (window === undefined)
    return section('revenue', title, [], html`<div class="card"><p>${w.noOrders}</p></div>`);
  const topFifth = w.topFifth(
    percent(concentration.topFifthShare),
    window.from,
    window.to,
    money(concentration.revenue),
  );
  const finding = flow && revenueFindingOf(flow);
  return section(
    'revenue',
    title,
    [],
    html`${finding && html`<p class="answer">${answerSentence(finding, speaker)}</p><div class="intro">${cautionsOn(finding, speaker).map((caution) => html`<p>${caution}</p>`)}</div>`}
<div class="grid">${card(
      w.concentration,
      topFifth,
      html`${concentrationChart(concentration, speaker)}<ul class="legend"><li>${swatch('f-main')}${w.topLabel}</li><li>${swatch('f-rest')}${w.restLabel}</li></ul><p class="note">${w.gini(concentration.gini.toFixed(3))}</p>`,
    )}${flow && finding ? flowCards(flow, finding, speaker) : card(w.flow, undefined, html`<p>${w.noFlow}</p>`)}</div>`,
  );
}

function flowCards(flow: RevenueFlow, finding: RevenueFinding, speaker: Speaker): Html {
  const { words, percent, money } = speaker;
  const w = words.revenue;
  const { before, now } = periodsIn(flow, speaker);
  const periods = w.periods(before, now, flow.periods.months);
  return html`${card(
    w.flow,
    periods,
    html`${revenueChart(finding, answerSentence(finding, speaker), speaker)}${groupLegend(speaker)}`,
  )}${card(
    w.byGroup,
    w.groupNotes(percent(flow.heavyShare, 0), money(flow.heavyFrom)),
    html`<div class="scroll" tabindex="0" role="region" aria-label="${w.flow}">${flowTable(finding, speaker)}</div>`,
    'full',
  )}`;
}

function flowTable(finding: RevenueFinding, speaker: Speaker): Html {
  const { columns, groups, total } = revenueTableOf(finding, speaker);
  const rows = [...groups.map((line) => ({ ...line, kind: '' })), { ...total, kind: 'sum' }];
  return html`<table class="flow"><thead><tr><td class="corner"></td>${columns.map((name) => html`<th scope="col" class="n">${name}</th>`)}</tr></thead><tbody>
${rows.map(
  ({
    name,
    kind,
    cells,
  }) => html`<tr class="${kind}"><th scope="row">${name}</th>${cells.map((cell) => html`<td class="n">${cell}</td>`)}</tr>
`,
)}</tbody></table>`;
}
