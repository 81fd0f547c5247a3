import type { PlainDate } from '../calendar.ts';
import { lifecycleReason } from '../explain/lifecycle-reason.ts';
import { manReason } from '../explain/man-reason.ts';
import { rfmReason } from '../explain/rfm-reason.ts';
import { type Subject, subjectOf } from '../explain/subject.ts';
import { tierReason } from '../explain/tier-reason.ts';
import { typeReason } from '../explain/type-reason.ts';
import { effectiveReason, potentialReason } from '../explain/worth-reason.ts';
import { languageFor, languages } from '../language.ts';
import { formatMoney } from '../money.ts';
import type { Classifiable } from '../scoring/classify.ts';
import { borderlineOf, customerTypesOf } from '../scoring/customer-types.ts';
import { lastInterestOn } from '../scoring/interest.ts';
import type { Population } from '../scoring/population.ts';
import { type Labels, labels } from './labels.ts';
import type { FormatMoney } from './numbers.ts';
import { type ReasonWords, reasonWords } from './reasons.ts';

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

/**
 * Explains each class of a customer with the customer's own numbers.
 *
 * The classes are those as of the day: where something has happened since the last night, they are what the next night
 * will decide. Thresholds are the population's own, those of its night.
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
  const subject = subjectOf(profile, population, asOf);
  const language = languageFor(locale, languages, 'en') ?? 'en';
  const money: FormatMoney = (minor) => formatMoney({ minor, currency: population.currency }, language);
  const voice = { words: reasonWords[language], labels: labels[language], money };
  return [
    ...lifecycleExplanations(subject, voice),
    ...scoreExplanations(subject, voice),
    ...typeExplanations(subject, voice),
    ...worthExplanations(subject, voice),
  ];
}

/** All that is needed to put a reason into one language. */
interface Voice {
  readonly words: ReasonWords;
  readonly labels: Labels;
  readonly money: FormatMoney;
}

function lifecycleExplanations(subject: Subject, { words, labels: names }: Voice): Explanation[] {
  const { lifecycle } = subject.classes;
  const borderline = borderlineOf(subject.classes);
  const interestOn = lastInterestOn(subject.profile);
  return [
    {
      about: 'lifecycle',
      is: lifecycle.is,
      label: names.lifecycles[lifecycle.is],
      because: words.lifecycle(lifecycleReason(subject)),
    },
    ...(borderline === undefined
      ? []
      : [
          {
            about: 'borderline' as const,
            is: borderline,
            label: names.borderline[borderline],
            because: words.borderline(borderline, interestOn),
          },
        ]),
  ];
}

function scoreExplanations(subject: Subject, { words, labels: names, money }: Voice): Explanation[] {
  const rfm = rfmReason(subject);
  const tier = tierReason(subject);
  const ofTier: Explanation = {
    about: 'tier',
    is: tier.is,
    label: names.tiers[tier.is],
    because: words.tier(tier, money),
  };
  if (rfm === undefined) return [ofTier];
  const { recency, frequency, monetary } = rfm.scores;
  const scores = `${recency}-${frequency}-${monetary}`;
  return [
    { about: 'scores', is: scores, label: `RFM ${scores}`, because: words.scores(rfm, money) },
    { about: 'segment', is: rfm.segment, label: names.segments[rfm.segment], because: words.segment(rfm) },
    { about: 'value-group', is: rfm.group, label: names.groups[rfm.group], because: words.group(rfm) },
    ofTier,
  ];
}

/** The treatment of the first type comes before all others; nothing is sold while a complaint is open. */
function typeExplanations(subject: Subject, { words, labels: names, money }: Voice): Explanation[] {
  const man = manReason(subject);
  const manTreatment = names.manTreatments[man.treatment];
  const types = customerTypesOf(subject.classes);
  return [
    ...types.map(
      (type, place): Explanation => ({
        about: 'type',
        is: type,
        label: names.types[type],
        because: words.type(typeReason(type, subject)),
        treatment: place === 0 ? names.typeTreatments[type] : words.afterwards(names.typeTreatments[type]),
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

function worthExplanations(subject: Subject, { words, labels: names, money }: Voice): Explanation[] {
  const { traits, lifecycle } = subject.classes;
  const potential = potentialReason(subject);
  const effective = effectiveReason(subject);
  return [
    ...(['high-value', 'reactivated'] as const)
      .filter((trait) => traits.includes(trait))
      .map(
        (trait): Explanation => ({
          about: 'trait',
          is: trait,
          label: names.traits[trait],
          because: words.trait(trait, lifecycle.since),
        }),
      ),
    ...(potential === undefined
      ? []
      : [
          {
            about: 'potential' as const,
            is: 'potential',
            label: names.traits.potential,
            because: words.potential(potential, money),
          },
        ]),
    ...(effective === undefined
      ? []
      : [
          {
            about: 'effective' as const,
            is: effective.isEffective ? 'effective' : 'not-effective',
            label: effective.isEffective ? names.traits.effective : words.notEffective,
            because: words.effective(effective),
          },
        ]),
  ];
}
