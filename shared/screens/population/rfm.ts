import type { Score } from '../../profile/classes.ts';
import type { PopulationReport } from '../../report/population/population-report.ts';
import { emptyScoreSentences } from '../../report/population/sentences.ts';
import { rfmSegmentOf, rfmSegments, valueGroups } from '../../scoring/rfm-cells.ts';
import type { Section } from '../section.ts';
import { changeText, countRow, type PopulationView } from './view.ts';
import { who, whoScored } from './who.ts';

const scores = [1, 2, 3, 4, 5] as const;
const buyers = ({ customers, lifecycles }: PopulationReport): number => customers - lifecycles.prospect;

/** The heat map of recency and frequency, and the segments and value groups that its cells form. */
export function rfmSections(view: PopulationView): readonly Section[] {
  const { words, labels } = view.speaker;
  return [
    heatMap(view),
    {
      kind: 'bars',
      title: words.segments,
      texts: [],
      rows: rfmSegments.map((name) =>
        countRow(
          {
            name: labels.segments[name],
            count: ({ rfm }) => rfm.segments[name],
            of: buyers,
            audience: who({ segment: [name] }),
          },
          view,
        ),
      ),
    },
    {
      kind: 'bars',
      title: words.groups,
      texts: [words.groupsNote],
      rows: valueGroups.map((name) =>
        countRow(
          {
            name: labels.groups[name],
            count: ({ rfm }) => rfm.groups[name],
            of: buyers,
            audience: who({ valueGroup: [name] }),
          },
          view,
        ),
      ),
    },
  ];
}

function heatMap(view: PopulationView): Section {
  const { report, compared, speaker } = view;
  const { words, labels, number } = speaker;
  const cell = (recency: Score, frequency: Score) => {
    const countIn = ({ rfm: { grid } }: PopulationReport) => grid[recency - 1]?.[frequency - 1] ?? 0;
    const value = countIn(report);
    const change = compared && changeText(value - countIn(compared), number);
    return {
      value,
      text: number(value),
      name: labels.segments[rfmSegmentOf({ recency, frequency })],
      audience: whoScored(recency, frequency),
      ...(change !== undefined && { change }),
    };
  };
  return {
    kind: 'heat-map',
    title: words.sections.rfm,
    texts: [words.rfmNote, ...emptyScoreSentences(report, speaker)],
    across: {
      name: words.frequency,
      values: scores.map((score) => scoreText(score, words.fewest, words.most)),
    },
    down: {
      name: words.recency,
      values: scores.toReversed().map((score) => scoreText(score, words.oldest, words.latest)),
    },
    cells: scores.toReversed().map((recency) => scores.map((frequency) => cell(recency, frequency))),
  };
}

/** A score, and at both ends what it means. */
function scoreText(score: Score, lowest: string, highest: string): string {
  if (score === 1) return `${score} ${lowest}`;
  return score === 5 ? `${score} ${highest}` : String(score);
}
