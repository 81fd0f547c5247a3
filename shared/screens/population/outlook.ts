import { decimalsOf } from '../../money.ts';
import { histogramOf, shareWithin } from '../../report/population/histogram.ts';
import {
  modelSentences,
  noModelSentence,
  outlookSentences,
  parameterLines,
} from '../../report/population/sentences.ts';
import type { Section } from '../section.ts';
import { type PopulationView, pointsChange } from './view.ts';
import { who } from './who.ts';

/** What the model expects of customers, and the model itself; or why there is none. */
export function outlookSections(view: PopulationView): readonly Section[] {
  const { report, speaker } = view;
  const { words } = speaker;
  const { model } = report;
  if (!model.fitted)
    return [
      {
        kind: 'notes',
        tone: 'neutral',
        title: words.sections.outlook,
        texts: [noModelSentence(model, speaker)],
      },
    ];
  return [
    {
      kind: 'notes',
      tone: 'neutral',
      title: words.sections.outlook,
      texts: outlookSentences(report, speaker),
    },
    ...valueSections(view),
    {
      kind: 'notes',
      tone: 'neutral',
      title: words.model,
      texts: [...modelSentences(model.model, report, speaker), ...parameterLines(model.model, speaker)],
    },
  ];
}

/** How lifetime value is spread over those who have ordered. */
function valueSections(view: PopulationView): Section[] {
  const { report, compared, speaker } = view;
  const { words, money, percent } = speaker;
  const bars = histogramOf(report.lifetimeValue);
  if (bars.length === 0) return [];
  const whole = (minor: number) => minor / 10 ** decimalsOf(report.currency);
  const then = compared?.lifetimeValue ?? [];
  return [
    {
      kind: 'bars',
      title: words.value(report.lifetimeMonths),
      texts: [],
      rows: bars.map(({ from, to, share }) => {
        const change =
          then.length === 0
            ? undefined
            : pointsChange(share - shareWithin({ from, ...(to && { to }) }, then), speaker);
        return {
          name: to === undefined ? words.beyond(money(from)) : words.upTo(money(from), money(to)),
          value: share,
          text: change === undefined ? percent(share) : `${percent(share)} (${change})`,
          audience: who({
            lifetimeValue: { atLeast: whole(from), ...(to !== undefined && { atMost: whole(to) }) },
          }),
        };
      }),
    },
  ];
}
