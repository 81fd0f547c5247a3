import type { Instant } from '../calendar.ts';
import { type CustomerId, orderIdSchema } from '../ids.ts';
import { isLanguage } from '../language.ts';
import { type Currency, decimalsOf } from '../money.ts';
import type { EventFact } from '../profile/activity.ts';
import { emailWords } from '../words/email.ts';
import { type Template, variablesIn } from './template.ts';

/** Who a made-up event happens to, and in which text it is named. */
export interface SampleReader {
  readonly customerId: CustomerId;
  readonly at: Instant;
  readonly currency: Currency;
  /** The language of the text. */
  readonly language: string;
  readonly text: Template;
}

/**
 * A made-up fact that says everything a fact of its type can say, for a preview of what such a fact begins.
 *
 * @throws TemplateError when the text that names its properties cannot be parsed
 */
export function sampleEvent(type: EventFact['type'], reader: SampleReader): EventFact {
  const { customerId, at, currency, language, text } = reader;
  const words = emailWords[isLanguage(language) ? language : 'en'].sample;
  const common = { id: 'sample', at, updatedAt: at, customer: { id: customerId } };
  const product = { sku: 'SAMPLE-1', name: words.product, category: words.category };
  const price = 50 * 10 ** decimalsOf(currency);
  const lines = [{ ...product, quantity: 1, unitPrice: price }];
  switch (type) {
    case 'order':
      return {
        type,
        order: {
          ...{ id: orderIdSchema.parse('1001'), customer: common.customer, placedAt: at, updatedAt: at },
          ...{ status: 'placed', currency, lines, discounts: [] },
          totals: { discount: 0, shipping: 0, tax: 0, total: price },
        },
      };
    case 'cart':
      return { type, ...common, value: price, lines };
    case 'browse':
    case 'wishlist':
      return { type, ...common, ...product };
    case 'feedback':
      return { type, ...common, nps: 7, csat: 4, text: words.said };
    case 'complaint-opened':
      return { type, ...common, text: words.said };
    case 'consent':
      return { type, ...common, channel: 'email', granted: true, source: 'form' };
    case 'custom':
      return { type, ...common, name: 'sample', properties: propertiesIn(text) };
    default:
      return { type, ...common };
  }
}

const prefix = 'event.properties.';

/** Each property that a text names stands for itself: nobody here knows what the shop sends. */
const propertiesIn = ({ subject, body }: Template): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [subject, body]
      .flatMap((part) => variablesIn(part, 'preview'))
      .flatMap(({ name }) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []))
      .map((name) => [name, `[${name}]`]),
  );
