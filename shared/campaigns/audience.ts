import { daysBetween, type PlainDate } from '../calendar.ts';
import { decimalsOf } from '../money.ts';
import type { Classes } from '../profile/classes.ts';
import type { Profile } from '../profile/profile.ts';
import { borderlineOf, customerTypesOf } from '../scoring/customer-types.ts';
import { manCodeOf } from '../scoring/man.ts';
import { rfmSegmentOf, valueGroupOf } from '../scoring/rfm-cells.ts';
import { spentInLastYear } from '../scoring/tier.ts';
import type { Settings } from '../settings/settings.ts';
import type { Audience, Range } from './audience-schema.ts';

/** What an audience needs to know about a customer, who must have been classified. */
export type ClassifiedProfile = Pick<Profile, 'orders' | 'contact'> & { readonly classes: Classes };

/**
 * The first condition that keeps a customer out of an audience, by its key in the campaign file; undefined when the
 * customer meets all of them.
 */
export function whyNotInAudience(
  audience: Audience,
  { classes, orders, contact }: ClassifiedProfile,
  settings: Settings,
  asOf: PlainDate,
): string | undefined {
  const majorUnit = 10 ** decimalsOf(settings.currency);
  const conditions: readonly (readonly [name: string, holds: () => boolean])[] = [
    ['lifecycle', () => includes(audience.lifecycle, classes.lifecycle.is)],
    ['tier', () => includes(audience.tier, classes.tier.is)],
    ['traits', () => hasTraits(audience.traits, classes.traits)],
    ['orders', () => isWithin(audience.orders, orders?.count ?? 0)],
    [
      'daysSinceLastOrder',
      () => isWithin(audience.daysSinceLastOrder, orders && daysBetween(orders.lastDay, asOf)),
    ],
    ['spentLastYear', () => isWithin(audience.spentLastYear, spentInLastYear(orders, asOf) / majorUnit)],
    ['rfm', () => rfmIsWithin(audience.rfm, classes.rfm)],
    ['segment', () => includes(audience.segment, classes.rfm && rfmSegmentOf(classes.rfm))],
    [
      'valueGroup',
      () => includes(audience.valueGroup, classes.rfm && valueGroupOf(classes.rfm, settings.rfm.highFrom)),
    ],
    ['type', () => audience.type === undefined || isOfType(audience.type, classes)],
    ['borderline', () => includes(audience.borderline, borderlineOf(classes))],
    ['man', () => includes<string>(audience.man, manCodeOf(classes.man))],
    ['locale', () => speaks(audience.locale, contact.locale)],
  ];
  return conditions.find(([, holds]) => !holds())?.[0];
}

/** False for a customer who has no such class, unless the audience does not ask for one. */
const includes = <T>(wanted: readonly T[] | undefined, value: T | undefined): boolean =>
  wanted === undefined || (value !== undefined && wanted.includes(value));

const isOfType = (wanted: NonNullable<Audience['type']>, classes: Classes): boolean =>
  customerTypesOf(classes).some((type) => wanted.includes(type));

const hasTraits = (wanted: Audience['traits'], has: readonly string[]): boolean =>
  (wanted?.include ?? []).every((trait) => has.includes(trait)) &&
  !(wanted?.exclude ?? []).some((trait) => has.includes(trait));

/** False for a customer who has no such number (no orders yet, for example), unless the audience gives no range. */
function isWithin(range: Range | undefined, value: number | undefined): boolean {
  if (range === undefined) return true;
  return (
    value !== undefined &&
    value >= (range.atLeast ?? 0) &&
    value <= (range.atMost ?? Number.POSITIVE_INFINITY)
  );
}

const rfmIsWithin = (wanted: Audience['rfm'], rfm: Classes['rfm']): boolean =>
  wanted === undefined ||
  (['recency', 'frequency', 'monetary'] as const).every((score) => isWithin(wanted[score], rfm?.[score]));

const speaks = (wanted: readonly string[] | undefined, locale: string | undefined): boolean =>
  wanted === undefined ||
  (locale !== undefined && wanted.some((tag) => locale === tag || locale.startsWith(`${tag}-`)));
