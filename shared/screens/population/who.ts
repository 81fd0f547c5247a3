import { stringify } from 'yaml';
import { daysBetween, type PlainDate } from '../../calendar.ts';
import type { ConditionName } from '../../campaigns/conditions/conditions.ts';
import type { Level, Lifecycle } from '../../profile/classes.ts';

type Who = { readonly [N in ConditionName | 'any']?: unknown };

/** Conditions as a marketer writes them, for the audience of a number. */
export const who = (conditions: Who): string => stringify(conditions, { lineWidth: 0 }).trimEnd();

const exactly = (number: number) => ({ atLeast: number, atMost: number });

/** The customers of a cell of the RFM grid. */
export const whoScored = (recency: number, frequency: number): string =>
  who({ rfm: { recency: exactly(recency), frequency: exactly(frequency) } });

/** A night, and the day as of which the audience is counted. */
interface Nights {
  readonly night: PlainDate;
  readonly nextNight: PlainDate;
}

const since = ({ night, nextNight }: Nights) => exactly(daysBetween(night, nextNight));

/** Those who moved in a night and have stayed where they are since. */
export const whoMoved = (from: Lifecycle, to: Lifecycle, nights: Nights): string =>
  who({ lifecycle: [to], lifecycleWas: [from], daysInLifecycle: since(nights) });

/** Those who came back in a night and have stayed since. */
export const whoCameBack = (nights: Nights): string =>
  who({ traits: { include: ['reactivated'] }, daysInLifecycle: since(nights) });

/** The customers with a MAN code of which every part is known. */
export const whoHasCode = (code: string): string => who({ man: [code] });

/** Customers whose money, authority or need is not known. */
export const whoIsNotKnown = (): string => {
  const unknown: Level = 'unknown';
  return who({
    any: (['money', 'authority', 'need'] as const).map((part) => ({ manLevels: { [part]: [unknown] } })),
  });
};
