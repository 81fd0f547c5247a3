import { type Html, html } from '../../../../shared/html.ts';
import { lifecycles } from '../../../../shared/profile/classes.ts';
import { movementsIn } from '../../../../shared/report/population/findings.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import { limitSentences, movementSentences } from '../../../../shared/report/population/sentences.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import { borderlines } from '../../../../shared/scoring/customer-types.ts';
import { targetWords } from '../../../../shared/words/targets.ts';
import { targetLines } from '../../target-lines.ts';
import { card, numbersOf, section, sizeTable } from './elements.ts';
import { movementChart } from './movement-chart.ts';

/** Lifecycles, last night's movements and the customers on the border. */
export function lifecycleSection(report: PopulationReport, speaker: Speaker): Html {
  const { words, labels } = speaker;
  const sizes = lifecycles.map((name) => ({
    name: labels.lifecycles[name],
    customers: report.lifecycles[name],
  }));
  const border = borderlines.map((name) => ({
    name: labels.borderline[name],
    customers: report.borderline[name],
  }));
  return section(
    'standing',
    words.sections.standing,
    limitSentences(report, speaker),
    html`<div class="grid"><div class="stack">
${card(words.lifecycles, undefined, sizeTable(sizes, report.customers, speaker))}
${
  report.targets.length > 0 &&
  card(
    targetWords[speaker.language].title,
    undefined,
    html`${targetLines(report.targets, speaker.language).map((line) => html`<p>${line}</p>`)}`,
  )
}${card(words.borderline, words.borderlineNote, sizeTable(border, report.customers, speaker))}
</div>${movementCard(report, speaker)}</div>`,
  );
}

function movementCard(report: PopulationReport, speaker: Speaker): Html {
  const { words, labels, number } = speaker;
  const { moved } = movementsIn(report);
  const rows = moved.map(({ from, to, customers, isReactivation }) => [
    `${labels.lifecycles[from]} → ${labels.lifecycles[to]}${isReactivation ? ` (${words.cameBack})` : ''}`,
    number(customers),
  ]);
  return card(
    words.moved,
    undefined,
    html`${movementSentences(report, speaker).map((sentence) => html`<p>${sentence}</p>`)}${
      moved.length > 0 &&
      html`${movementChart(moved, speaker)}${numbersOf(words.moved, [`${words.from} → ${words.to}`, words.customers], rows, speaker)}`
    }`,
  );
}
