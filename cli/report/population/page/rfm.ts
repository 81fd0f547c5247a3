import { type Html, html } from '../../../../shared/html.ts';
import type { Score } from '../../../../shared/profile/classes.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import { emptyScoreSentences } from '../../../../shared/report/population/sentences.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import {
  type RfmSegment,
  rfmSegmentOf,
  rfmSegments,
  valueGroups,
} from '../../../../shared/scoring/rfm-cells.ts';
import { card, section, sizeTable } from './elements.ts';

/** The heat map of recency and frequency, with the segments and value groups that its cells form. */
export function rfmSection(report: PopulationReport, speaker: Speaker): Html {
  const { words, labels } = speaker;
  const { rfm, customers, lifecycles } = report;
  const buyers = customers - lifecycles.prospect;
  const segments = rfmSegments.map((name) => ({
    name: labels.segments[name],
    customers: rfm.segments[name],
  }));
  const groups = valueGroups.map((name) => ({ name: labels.groups[name], customers: rfm.groups[name] }));
  const empty = emptyScoreSentences(report, speaker);
  return section(
    'rfm',
    words.sections.rfm,
    [words.rfmNote],
    html`<div class="card mapped">${heatMap(report, speaker)}${empty.map((sentence) => html`<p class="note">${sentence}</p>`)}</div>
<div class="grid">${card(words.segments, undefined, sizeTable(segments, buyers, speaker))}${card(words.groups, words.groupsNote, sizeTable(groups, buyers, speaker))}</div>`,
  );
}

const scores = [1, 2, 3, 4, 5] as const;

function heatMap({ rfm: { grid } }: PopulationReport, speaker: Speaker): Html {
  const { words } = speaker;
  const most = Math.max(1, ...grid.flat());
  const named = new Set<RfmSegment>();
  const rows = scores.toReversed().map((recency) => {
    const cells = scores.map((frequency) => {
      const segment = rfmSegmentOf({ recency, frequency });
      const isFirst = !named.has(segment);
      named.add(segment);
      return cell({ recency, frequency }, grid[recency - 1]?.[frequency - 1] ?? 0, most, isFirst, speaker);
    });
    return html`<tr><th scope="row">${recency}${endOf(recency, words.latest, words.oldest)}</th>${cells}</tr>
`;
  });
  const columns = scores.map(
    (score) => html`<th scope="col">${score}${endOf(score, words.most, words.fewest)}</th>`,
  );
  return html`<table class="map"><caption class="unseen">${words.sections.rfm}</caption><thead><tr><td class="corner"></td><th class="axis" scope="colgroup" colspan="5">${words.frequency} →</th></tr><tr><th scope="col">${words.recency}</th>${columns}</tr></thead><tbody>
${rows}</tbody></table>`;
}

/** What the ends of an axis mean. */
const endOf = (score: Score, high: string, low: string): Html | undefined => {
  if (score === 5) return html`<br>${high}`;
  return score === 1 ? html`<br>${low}` : undefined;
};

/** A cell of the heat map. The name is visible in the first cell of a segment, and a gap separates segments. */
function cell(
  at: { readonly recency: Score; readonly frequency: Score },
  customers: number,
  most: number,
  isFirst: boolean,
  { labels, number }: Speaker,
): Html {
  const segment = rfmSegmentOf(at);
  const { recency, frequency } = at;
  const right = scores.find((score) => score === frequency + 1);
  const below = scores.find((score) => score === recency - 1);
  const parts = [
    `l${levelOf(customers / most)}`,
    right !== undefined && rfmSegmentOf({ recency, frequency: right }) !== segment && 'right',
    below !== undefined && rfmSegmentOf({ recency: below, frequency }) !== segment && 'below',
  ];
  return html`<td class="${parts.filter((part) => part !== false).join(' ')}"><b>${number(customers)}</b><span${!isFirst && html` class="unseen"`}>${labels.segments[segment]}</span></td>`;
}

/** Shades follow the square root of the share, since a few cells contain most customers. */
const levelOf = (share: number): number => (share === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(share) * 7)));
