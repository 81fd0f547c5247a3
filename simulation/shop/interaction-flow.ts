import type * as z from 'zod';
import { instantFromMs, type PlainDate } from '../../shared/calendar.ts';
import type { interactionSchema } from '../../shared/interactions/interaction.ts';
import type { Baseline } from './baseline.ts';
import { subtotalOf } from './basket.ts';
import type { Catalogue } from './catalogue.ts';
import { opinionsOf, referralsOf } from './opinions.ts';
import { customerIdOf, isProspect, personOf } from './people.ts';
import type { Period } from './period.ts';
import type { SimulatedInteraction } from './simulated-interaction.ts';
import { prospectVisitsOf, visitsOf } from './visits.ts';

/** An interaction as the shop sends it: JSON that `interactionSchema` parses. */
export type InteractionInput = z.input<typeof interactionSchema>;

/** What the interactions of a shop are drawn from. */
export interface InteractionFlowOptions {
  readonly seed: number;
  readonly period: Period;
  readonly catalogue: Catalogue;
  readonly baselineOf: (number: number) => Baseline;
  /** The numbers of everybody who may have interactions. */
  readonly people: () => Iterable<number>;
  /** The first day for which the shop sends interactions, as an index in the period. */
  readonly fromDay: number;
}

/** No person ever comes close to this number of interactions. */
const maxPerPerson = 16_384;

/** What people do besides ordering. It depends on the seed alone; campaigns add nothing to it. */
export function createInteractionFlow(options: InteractionFlowOptions) {
  const { seed, period, catalogue, baselineOf, people, fromDay } = options;
  let byDay: readonly (readonly number[])[] | undefined;

  const interactionsOf = (person: number): readonly SimulatedInteraction[] => {
    if (isProspect(person)) return prospectVisitsOf(seed, person, catalogue, fromDay, period.days);
    const baseline = baselineOf(person);
    return [
      ...visitsOf(seed, person, baseline, catalogue, period.days),
      ...opinionsOf(seed, person, baseline),
      ...referralsOf(seed, person, baseline),
    ];
  };

  /** Whose interactions are on which day, packed into 8 bytes each, like the webhooks of orders. */
  function calendar(): readonly (readonly number[])[] {
    if (byDay !== undefined) return byDay;
    const days: number[][] = Array.from({ length: period.days }, () => []);
    for (const person of people()) {
      for (const [index, { at }] of interactionsOf(person).entries()) {
        const day = Math.floor(at);
        if (day >= fromDay) days[day]?.push(person * maxPerPerson + index);
      }
    }
    byDay = days;
    return days;
  }

  return {
    /** The interactions of a day, by time. */
    interactionsOn(day: PlainDate): InteractionInput[] {
      const interactions = (calendar()[period.indexOf(day)] ?? []).flatMap((packed) => {
        const person = Math.floor(packed / maxPerPerson);
        const interaction = interactionsOf(person)[packed % maxPerPerson];
        return interaction === undefined ? [] : [{ person, interaction }];
      });
      return interactions
        .sort((a, b) => a.interaction.at - b.interaction.at || a.person - b.person)
        .map(({ person, interaction }) => toInput(person, interaction));
    },
  };

  function toInput(
    person: number,
    { type, at, id, lines = [], nps, csat, text }: SimulatedInteraction,
  ): InteractionInput {
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
        return { type, ...fact, value: subtotalOf(lines), lines: [...lines] };
      case 'feedback':
        return { type, ...fact, nps, csat, text };
      case 'complaint-opened':
        return { type, ...fact, text };
      default:
        return { type, ...fact };
    }
  }
}
