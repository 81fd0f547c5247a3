import { lifecycles } from '../../profile/classes.ts';
import { movementsIn } from '../../report/population/findings.ts';
import { limitSentences, movementSentences } from '../../report/population/sentences.ts';
import { borderlines } from '../../scoring/customer-types.ts';
import type { Section } from '../section.ts';
import { countRow, type PopulationView } from './view.ts';
import { who, whoMoved } from './who.ts';

/** Where customers stand, how they moved that night, and who is on the border. */
export function standingSections(view: PopulationView): readonly Section[] {
  const { report, speaker } = view;
  const { words, labels } = speaker;
  return [
    {
      kind: 'bars',
      title: words.lifecycles,
      texts: limitSentences(report, speaker),
      rows: lifecycles.map((name) =>
        countRow(
          {
            name: labels.lifecycles[name],
            count: (one) => one.lifecycles[name],
            of: (one) => one.customers,
            audience: who({ lifecycle: [name] }),
          },
          view,
        ),
      ),
    },
    movementSection(view),
    {
      kind: 'bars',
      title: words.borderline,
      texts: [words.borderlineNote],
      rows: borderlines.map((name) =>
        countRow(
          {
            name: labels.borderline[name],
            count: (one) => one.borderline[name],
            of: (one) => one.customers,
            audience: who({ borderline: [name] }),
          },
          view,
        ),
      ),
    },
  ];
}

function movementSection(view: PopulationView): Section {
  const { report, nextNight, speaker } = view;
  const { words, labels } = speaker;
  return {
    kind: 'bars',
    title: words.moved,
    texts: movementSentences(report, speaker),
    rows: movementsIn(report).moved.map(({ from, to, isReactivation }) =>
      countRow(
        {
          name: `${labels.lifecycles[from]} → ${labels.lifecycles[to]}${isReactivation ? ` (${words.cameBack})` : ''}`,
          count: ({ movements }) => movements[`${from}>${to}`] ?? 0,
          audience: whoMoved(from, to, { night: report.asOf, nextNight }),
        },
        view,
      ),
    ),
  };
}
