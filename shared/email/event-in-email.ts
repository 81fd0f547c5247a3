import { dayIn } from '../calendar.ts';
import { isLanguage } from '../language.ts';
import { type EventFact, momentOf } from '../profile/activity.ts';
import { productsIn, worthOf } from '../profile/fact-products.ts';
import { emailWords } from '../words/email.ts';
import { dayFor, localesFor, moneyFor, type TextReader } from './text-reader.ts';

/** What a template knows of the fact that began the journey, as the customer reads it. */
export interface EventInEmail {
  /** The names of its products, as a list within a sentence. */
  readonly products?: string;
  /** Their categories, likewise. */
  readonly categories?: string;
  /** What the cart or order comes to. */
  readonly value?: string;
  /** The number of the order. */
  readonly order?: string;
  /** From 0 to 10. */
  readonly score?: number;
  /** From 1 to 5. */
  readonly satisfaction?: number;
  /** What the customer said. */
  readonly text?: string;
  /** Those of an event of the shop's own. */
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
  /** The day on which it happened. */
  readonly day?: string;
}

type EventVariable = keyof EventInEmail;

const ofProducts = ['products', 'categories', 'day'] as const;

/** What facts of each type can say. */
const variablesOf: Readonly<Record<EventFact['type'], readonly EventVariable[]>> = {
  order: ['order', 'value', ...ofProducts],
  cart: ['value', ...ofProducts],
  browse: ofProducts,
  wishlist: ofProducts,
  feedback: ['score', 'satisfaction', 'text', 'day'],
  'complaint-opened': ['text', 'day'],
  'complaint-closed': ['day'],
  referral: ['day'],
  'referral-converted': ['day'],
  consent: ['day'],
  custom: ['properties', 'day'],
  tag: ['day'],
};

/** The variables of a template in a campaign that facts of a type begin; each can be missing. */
export const eventVariables = (type: EventFact['type']): readonly string[] =>
  variablesOf[type].map((name) => `event.${name}`);

/** The variables of an event, whichever it is. */
export const isEventVariable = (name: string): boolean => name === 'event' || name.startsWith('event.');

/** A fact in the words and numbers of the text's language, as the customer's region writes them. What it does not say is left out. */
export function eventInEmail(
  fact: EventFact,
  reader: TextReader & {
    /** The shop's; it decides which day a fact belongs to. */
    readonly timeZone: string;
  },
): EventInEmail {
  const all: { readonly [V in EventVariable]: EventInEmail[V] | undefined } = {
    products: listed(productsIn(fact), 'name', reader),
    categories: listed(productsIn(fact), 'category', reader),
    value: amount(worthOf(fact), reader),
    order: fact.type === 'order' ? fact.order.id : undefined,
    score: fact.type === 'feedback' ? fact.nps : undefined,
    satisfaction: fact.type === 'feedback' ? fact.csat : undefined,
    text: 'text' in fact ? fact.text : undefined,
    properties: fact.type === 'custom' ? (fact.properties ?? {}) : undefined,
    day: dayFor(dayOf(fact, reader.timeZone), reader),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const dayOf = (fact: EventFact, timeZone: string): string =>
  (fact.type === 'order' ? fact.order.placedOn : undefined) ?? dayIn(timeZone, momentOf(fact));

const amount = (minor: number | undefined, reader: TextReader): string | undefined =>
  minor === undefined ? undefined : moneyFor(reader)(minor);

/** More than these are a number: a sentence has room for few names. */
const mostNamed = 3;

/** The names that products have, each once, as a list within a sentence; undefined when none has one. */
function listed(
  products: ReturnType<typeof productsIn>,
  by: 'name' | 'category',
  reader: TextReader,
): string | undefined {
  const names = [...new Set(products.flatMap((one) => one[by]?.trim() || []))];
  if (names.length === 0) return undefined;
  const { language } = reader;
  const { list } = emailWords[isLanguage(language) ? language : 'en'];
  return list(names.slice(0, mostNamed), Math.max(0, names.length - mostNamed), localesFor(reader));
}
