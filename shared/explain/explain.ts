import type { PlainDate } from '../calendar.ts';
import { type Language, languageFor, languages } from '../language.ts';
import { formatMoney } from '../money.ts';
import type { Classifiable } from '../scoring/classify.ts';
import { borderlineOf, customerTypesOf } from '../scoring/customer-types.ts';
import { lastInterestOn } from '../scoring/interest.ts';
import type { Population } from '../scoring/population.ts';
import { chinese } from './chinese.ts';
import { english } from './english.ts';
import { type Labels, labels } from './labels.ts';
import { lifecycleReason } from './lifecycle-reason.ts';
import { manReason } from './man-reason.ts';
import { rfmReason } from './rfm-reason.ts';
import { type Subject, subjectOf } from './subject.ts';
import { tierReason } from './tier-reason.ts';
import { typeReason } from './type-reason.ts';
import type { Money, Words } from './words.ts';
import { effectiveReason, potentialReason } from './worth-reason.ts';

/** One class of a customer, and why. */
export interface Explanation {
  readonly about:
    | 'lifecycle'
    | 'borderline'
    | 'scores'
    | 'segment'
    | 'value-group'
    | 'tier'
    | 'type'
    | 'trait'
    | 'potential'
    | 'effective'
    | 'man';
  /** The name of the class, as in campaign files: `silent`, `at-risk`, `MaN`. */
  readonly is: string;
  /** What people call it. */
  readonly label: string;
  readonly because: string;
  /** What to do, where there is a recommendation. */
  readonly treatment?: string;
}

const wordsIn: Readonly<Record<Language, Words>> = { en: english, zh: chinese };

/**
 * Says for every class of a customer why, in the customer's own numbers.
 *
 * The classes are those as of the day: where something has happened since the last night, it says what the next one
 * will say. Thresholds are the population's own, those of its night.
 *
 * @param locale a language tag; Chinese for `zh` and its variants, English for all others
 * @example
 * explain(profile, population, population.asOf, 'en')[0]
 * // { about: 'lifecycle', is: 'silent', label: 'silent', because: '143 days since the last of 6 order days; …' }
 */
export function explain(
  profile: Classifiable,
  population: Population,
  asOf: PlainDate,
  locale: string,
): readonly Explanation[] {
  const known = subjectOf(profile, population, asOf);
  const language = languages.find((one) => one === languageFor(locale, languages, 'en')) ?? 'en';
  const money: Money = (minor) => formatMoney({ minor, currency: population.currency }, language);
  const said = { words: wordsIn[language], labels: labels[language], money };
  return [
    ...whereTheyStand(known, said),
    ...howGood(known, said),
    ...whatKind(known, said),
    ...whatTheyAreWorth(known, said),
  ];
}

interface Said {
  readonly words: Words;
  readonly labels: Labels;
  readonly money: Money;
}

function whereTheyStand(known: Subject, { words, labels: named }: Said): Explanation[] {
  const { lifecycle } = known.classes;
  const borderline = borderlineOf(known.classes);
  const interestOn = lastInterestOn(known.profile);
  return [
    {
      about: 'lifecycle',
      is: lifecycle.is,
      label: named.lifecycles[lifecycle.is],
      because: words.lifecycle(lifecycleReason(known)),
    },
    ...(borderline === undefined
      ? []
      : [
          {
            about: 'borderline' as const,
            is: borderline,
            label: named.borderline[borderline],
            because: words.borderline(borderline, interestOn),
          },
        ]),
  ];
}

function howGood(known: Subject, { words, labels: named, money }: Said): Explanation[] {
  const rfm = rfmReason(known);
  const tier = tierReason(known);
  const ofTier: Explanation = {
    about: 'tier',
    is: tier.is,
    label: named.tiers[tier.is],
    because: words.tier(tier, money),
  };
  if (rfm === undefined) return [ofTier];
  const { recency, frequency, monetary } = rfm.scores;
  const scores = `${recency}-${frequency}-${monetary}`;
  return [
    { about: 'scores', is: scores, label: `RFM ${scores}`, because: words.scores(rfm, money) },
    { about: 'segment', is: rfm.segment, label: named.segments[rfm.segment], because: words.segment(rfm) },
    { about: 'value-group', is: rfm.group, label: named.groups[rfm.group], because: words.group(rfm) },
    ofTier,
  ];
}

/** The first type's treatment comes first; and nobody sells to a customer whose complaint is open. */
function whatKind(known: Subject, { words, labels: named, money }: Said): Explanation[] {
  const man = manReason(known);
  const manTreatment = named.manTreatments[man.treatment];
  const types = customerTypesOf(known.classes);
  return [
    ...types.map(
      (type, place): Explanation => ({
        about: 'type',
        is: type,
        label: named.types[type],
        because: words.type(typeReason(type, known)),
        treatment: place === 0 ? named.typeTreatments[type] : words.afterwards(named.typeTreatments[type]),
      }),
    ),
    {
      about: 'man',
      is: man.code,
      label: man.code,
      because: words.man(man, money),
      treatment: types[0] === 'dissatisfied' ? words.afterwards(manTreatment) : manTreatment,
    },
  ];
}

function whatTheyAreWorth(known: Subject, { words, labels: named, money }: Said): Explanation[] {
  const { traits, lifecycle } = known.classes;
  const potential = potentialReason(known);
  const effective = effectiveReason(known);
  return [
    ...(['high-value', 'reactivated'] as const)
      .filter((trait) => traits.includes(trait))
      .map(
        (trait): Explanation => ({
          about: 'trait',
          is: trait,
          label: named.traits[trait],
          because: words.trait(trait, lifecycle.since),
        }),
      ),
    ...(potential === undefined
      ? []
      : [
          {
            about: 'potential' as const,
            is: 'potential',
            label: named.traits.potential,
            because: words.potential(potential, money),
          },
        ]),
    ...(effective === undefined
      ? []
      : [
          {
            about: 'effective' as const,
            is: effective.isEffective ? 'effective' : 'not-effective',
            label: effective.isEffective ? named.traits.effective : words.notEffective,
            because: words.effective(effective),
          },
        ]),
  ];
}
