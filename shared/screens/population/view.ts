import type { PlainDate } from '../../calendar.ts';
import type { PopulationReport } from '../../report/population/population-report.ts';
import type { Speaker } from '../../report/population/speaker.ts';
import { screenWords } from '../../words/screens.ts';
import type { SectionOf } from '../section.ts';

/** The population of one night, perhaps compared with that of another, and the language that it is written in. */
export interface PopulationView {
  readonly report: PopulationReport;
  readonly compared?: PopulationReport;
  /** Numbers lead to customers as this night would see them. */
  readonly nextNight: PlainDate;
  readonly speaker: Speaker;
}

type Bar = SectionOf<'bars'>['rows'][number];

interface CountRow extends Pick<Bar, 'name' | 'audience' | 'note'> {
  /** The customers that a report counts. */
  count(report: PopulationReport): number;
  /** What they are a share of; absent where that says nothing. */
  of?(report: PopulationReport): number;
}

/** A number of customers as a bar: how many, what share that is, and how many more or fewer than in the other night. */
export function countRow(
  { count, of, ...row }: CountRow,
  { report, compared, speaker: { number, percent } }: PopulationView,
): Bar {
  const value = count(report);
  const change = compared && changeText(value - count(compared), number);
  const share = of && percent(value / Math.max(1, of(report)));
  return {
    ...row,
    value,
    text: [
      change === undefined ? number(value) : `${number(value)} (${change})`,
      ...(share ? [share] : []),
    ].join(' · '),
  };
}

/** A change with its sign; undefined where nothing changed. */
export const changeText = (change: number, say: (amount: number) => string): string | undefined =>
  change === 0 ? undefined : `${change > 0 ? '+' : '−'}${say(Math.abs(change))}`;

/** A change of a share in percentage points; undefined where none can be seen. */
export const pointsChange = (change: number, { language }: Speaker): string | undefined =>
  Math.abs(change) < 0.0005 ? undefined : screenWords[language].difference(change);
