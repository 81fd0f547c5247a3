import type { PlainDate } from '../calendar.ts';
import { RekindleError } from '../errors.ts';
import type { CustomerId } from '../ids.ts';
import { languageFor } from '../language.ts';
import { type LocalisedText, textIn } from '../localised-text.ts';
import { balanceOf } from '../points/ledger.ts';
import type { EventFact } from '../profile/activity.ts';
import type { Tier } from '../profile/classes.ts';
import type { Contact, Profile } from '../profile/profile.ts';
import { spentInLastYear } from '../scoring/tier.ts';
import type { Settings } from '../settings/settings.ts';
import { benefitsInEmail } from './benefits-in-email.ts';
import { couponInEmail, type PromisedCoupon } from './coupon-in-email.ts';
import { nameInEmail } from './customer-name.ts';
import { eventInEmail } from './event-in-email.ts';
import { layOut } from './layout.ts';
import { renderEmail, type Template, type TemplateVariables } from './template.ts';
import { tierInEmail } from './tier-in-email.ts';

/** An email that is ready to be sent. */
export interface ComposedEmail {
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly unsubscribeUrl: string;
}

/** What an email to one customer is composed from. */
export interface EmailParts {
  readonly templateName: string;
  /** The template in each language that it exists in. */
  readonly texts: Readonly<Record<string, Template>>;
  /** A step's own subject, which replaces the template's: one for all languages, or one for each. */
  readonly subject?: LocalisedText | undefined;
  readonly customer: {
    readonly customerId: CustomerId;
    readonly contact: Contact & { readonly email: string };
    readonly tier?: Tier;
    /** Net spend of the last year, in minor units. */
    readonly spentLastYear?: number;
    /** How many points they can use. */
    readonly points?: number;
  };
  readonly coupon?: PromisedCoupon | undefined;
  /** The fact that began the journey; absent where none did, or where it is no longer known. */
  readonly event?: EventFact | undefined;
  /** The code by which the customer sends friends. */
  readonly referralCode?: string | undefined;
}

/**
 * What of a profile an email is addressed to.
 *
 * @param on the day on which it is sent
 * @throws RekindleError for a customer without an email address
 */
export function addresseeOf(
  { customerId, contact, classes, orders, points }: Profile,
  on: PlainDate,
): EmailParts['customer'] {
  const { email, ...rest } = contact;
  if (email === undefined)
    throw new RekindleError('a customer without an email address cannot be written to');
  return {
    customerId,
    contact: { ...rest, email },
    ...(classes && { tier: classes.tier.is, spentLastYear: spentInLastYear(orders, on) }),
    ...(points && { points: balanceOf(points, on) }),
  };
}

/**
 * Composes the email that one customer gets, in the customer's language, with a link that unsubscribes in one click.
 * @param unsubscribeUrl the link that stops further email
 * @throws TemplateError when the template cannot be parsed, or uses something that does not exist
 */
export function composeEmail(parts: EmailParts, settings: Settings, unsubscribeUrl: string): ComposedEmail {
  const { customer, texts, templateName } = parts;
  const language = languageFor(customer.contact.locale, Object.keys(texts), settings.defaultLanguage) ?? 'en';
  const text = texts[language] ?? { subject: '', body: '' };
  const subject = textIn(parts.subject, language) ?? text.subject;
  const where = `template ${templateName}.${language}`;
  const rendered = renderEmail({ ...text, subject }, variablesFor(parts, settings, language), where);
  const laidOut = layOut(rendered, { ...settings, unsubscribeUrl, language });
  return { to: customer.contact.email, subject: rendered.subject, ...laidOut, unsubscribeUrl };
}

function variablesFor(
  { customer, coupon, event, referralCode }: EmailParts,
  settings: Settings,
  language: string,
): TemplateVariables {
  const addressed = nameInEmail(customer.contact.name);
  const reader = { language, locale: customer.contact.locale, currency: settings.currency };
  const benefits = benefitsInEmail(customer.tier, settings, reader);
  return {
    customer: {
      ...addressed,
      ...(customer.tier && tierInEmail(customer.tier, customer.spentLastYear ?? 0, settings, reader)),
      ...(benefits !== undefined && { benefits }),
      ...(referralCode !== undefined && { referralCode }),
    },
    shop: { name: settings.shopName, url: settings.shopUrl },
    points: { balance: Math.max(0, customer.points ?? 0) },
    ...(coupon && { coupon: couponInEmail(coupon, reader) }),
    event: event === undefined ? {} : eventInEmail(event, { ...reader, timeZone: settings.timeZone }),
  };
}
