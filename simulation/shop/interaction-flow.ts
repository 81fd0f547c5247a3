import type * as z from 'zod';
import { instantFromMs, type PlainDate } from '../../shared/calendar.ts';
import type { interactionSchema } from '../../shared/interactions/interaction.ts';
import { worthOf } from './basket.ts';
import type { Catalogue } from './catalogue.ts';
import type { Doing } from './doing.ts';
import { opinionsOf, referralsOf } from './opinions.ts';
import { customerIdOf, isProspect, personOf } from './people.ts';
import type { Period } from './period.ts';
import type { BuyingLife } from './rhythm.ts';
import { prospectsVisitsOf, visitsOf } from './visits.ts';

/** A fact beyond orders as the shop sends it: JSON that `interactionSchema` reads. */
export type EngagementInput = z.input<typeof interactionSchema>;

export interface EngagementFlowOptions {
  readonly seed: number;
  readonly period: Period;
  readonly catalogue: Catalogue;
  readonly lifeOf: (number: number) => BuyingLife;
  /** The numbers of everybody of whom there may be something to tell. */
  readonly people: () => Iterable<number>;
  /** The day from which on the shop tells it. */
  readonly fromDay: number;
}

/** Facts on one day come to this many a person at the most, by far. */
const roomPerPerson = 16_384;

/** Tells what people do besides ordering. It follows from the seed alone; what campaigns bring about adds nothing. */
export function interactionFlow(options: EngagementFlowOptions) {
  const { seed, period, catalogue, lifeOf, people, fromDay } = options;
  let byDay: readonly (readonly number[])[] | undefined;

  const doingsOf = (person: number): readonly Doing[] => {
    if (isProspect(person)) return prospectsVisitsOf(seed, person, catalogue, fromDay, period.days);
    const life = lifeOf(person);
    return [
      ...visitsOf(seed, person, life, catalogue, period.days),
      ...opinionsOf(seed, person, life),
      ...referralsOf(seed, person, life),
    ];
  };

  /** Which doings of whom fall on which day: 8 bytes for each, as with orders. */
  function calendar(): readonly (readonly number[])[] {
    if (byDay !== undefined) return byDay;
    const days: number[][] = Array.from({ length: period.days }, () => []);
    for (const person of people()) {
      for (const [index, { at }] of doingsOf(person).entries()) {
        const day = Math.floor(at);
        if (day >= fromDay) days[day]?.push(person * roomPerPerson + index);
      }
    }
    byDay = days;
    return days;
  }

  return {
    /** What is told on a day, by time. */
    on(day: PlainDate): EngagementInput[] {
      const told = (calendar()[period.indexOf(day)] ?? []).flatMap((packed) => {
        const person = Math.floor(packed / roomPerPerson);
        const doing = doingsOf(person)[packed % roomPerPerson];
        return doing === undefined ? [] : [{ person, doing }];
      });
      return told
        .sort((a, b) => a.doing.at - b.doing.at || a.person - b.person)
        .map(({ person, doing }) => written(person, doing));
    },
  };

  function written(person: number, { type, at, id, lines = [], nps, csat, text }: Doing): EngagementInput {
    const fact = {
      id: id ?? period.dayAt(Math.floor(at)),
      at: instantFromMs(period.msAt(at)),
      customer: { id: customerIdOf(person), ...personOf(seed, person) },
    };
    switch (type) {
      case 'browse':
      case 'wishlist':
        return { type, ...fact, ...(lines[0] && { sku: lines[0].sku, name: lines[0].name }) };
      case 'cart':
        return { type, ...fact, value: worthOf(lines), skus: lines.map(({ sku }) => sku) };
      case 'feedback':
        return { type, ...fact, nps, csat, text };
      case 'complaint-opened':
        return { type, ...fact, text };
      default:
        return { type, ...fact };
    }
  }
}
