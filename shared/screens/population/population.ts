import { quartilesOf } from '../../report/population/histogram.ts';
import type { PopulationReport } from '../../report/population/population-report.ts';
import type { Section, SectionOf } from '../section.ts';
import { backtestSections } from './backtest.ts';
import { type PopulationChapter, populationChapters } from './chapters.ts';
import { kindSections } from './kinds.ts';
import { outlookSections } from './outlook.ts';
import { revenueSections } from './revenue.ts';
import { rfmSections } from './rfm.ts';
import { standingSections } from './standing.ts';
import { changeText, type PopulationView, pointsChange } from './view.ts';
import { who, whoCameBack } from './who.ts';

const sectionsOf: Readonly<Record<PopulationChapter, (view: PopulationView) => readonly Section[]>> = {
  standing: standingSections,
  rfm: rfmSections,
  kinds: kindSections,
  outlook: outlookSections,
  backtest: backtestSections,
  revenue: revenueSections,
};

/** The population of a night as a screen shows it, chapter by chapter. */
export const chaptersOf = (
  view: PopulationView,
): readonly {
  readonly id: PopulationChapter;
  readonly title: string;
  readonly sections: readonly Section[];
}[] =>
  populationChapters.map((id) => ({
    id,
    title: view.speaker.words.sections[id],
    sections: sectionsOf[id](view),
  }));

type Figure = SectionOf<'figures'>['rows'][number];

/** The few numbers that one looks at first. */
export function keyFigures(view: PopulationView): SectionOf<'figures'> {
  const { report, compared, nextNight, speaker } = view;
  const { words, number, percent, money } = speaker;
  const { key } = words;
  const figure = (
    name: string,
    valueIn: (report: PopulationReport) => number | undefined,
    [say, sayChange]: readonly [(value: number) => string, (change: number) => string | undefined],
    audience?: string,
  ): Figure[] => {
    const [value, then] = [valueIn(report), compared && valueIn(compared)];
    if (value === undefined) return [];
    const change = then === undefined ? undefined : sayChange(value - then);
    return [
      {
        name,
        figure: say(value),
        ...(change !== undefined && { change }),
        ...(audience !== undefined && { audience }),
      },
    ];
  };
  const counts = [number, (change: number) => changeText(change, number)] as const;
  const shares = [
    (share: number) => percent(share, 0),
    (change: number) => pointsChange(change, speaker),
  ] as const;
  const amounts = [money, (change: number) => changeText(Math.round(change), money)] as const;
  return {
    kind: 'figures',
    title: words.keyFigures,
    // Said once, above all chapters.
    texts: [...(compared === undefined ? [] : [words.screen.compared(compared.asOf)]), words.screen.leads],
    rows: [
      ...figure(words.customers, ({ customers }) => customers, counts),
      ...figure(
        key.active,
        ({ customers, lifecycles }) => lifecycles.active / Math.max(1, customers),
        shares,
        who({ lifecycle: ['active'] }),
      ),
      ...figure(
        key.reactivated,
        ({ reactivated }) => reactivated,
        counts,
        whoCameBack({ night: report.asOf, nextNight }),
      ),
      ...figure(key.chance(report.horizonDays), ({ meanChance }) => meanChance, shares),
      ...figure(
        key.value(report.lifetimeMonths),
        ({ lifetimeValue }) => quartilesOf(lifetimeValue)?.middle,
        amounts,
      ),
      ...figure(
        key.topFifth,
        ({ concentration: { window, topFifthShare } }) => (window === undefined ? undefined : topFifthShare),
        shares,
      ),
    ],
  };
}
