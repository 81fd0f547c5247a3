import { dayIn, type Instant, type PlainDate } from '../calendar.ts';
import type { Briefing } from '../callbacks/briefing.ts';
import type { CallbackTask } from '../callbacks/callback.ts';
import type { Scripts } from '../campaigns/campaign.ts';
import { nameInEmail } from '../email/customer-name.ts';
import { eventInEmail } from '../email/event-in-email.ts';
import { renderScript } from '../email/template.ts';
import { tierInEmail } from '../email/tier-in-email.ts';
import { type Language, languageFor, languages } from '../language.ts';
import { netOf } from '../orders/net.ts';
import { balanceOf } from '../points/ledger.ts';
import type { Activity, EventFact } from '../profile/activity.ts';
import type { Profile } from '../profile/profile.ts';
import { spentInLastYear } from '../scoring/tier.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import { type BriefingFacts, briefingIn, type LastOrder } from '../words/briefing.ts';
import { findBeginning } from './find-beginning.ts';

/** Whose orders are read one by one: a till's walk-in account has thousands, and nobody calls it about its last three. */
const mostFacts = 500;

/**
 * Gathers what a member of staff reads before a call: who the customer is, why to call now, the last orders, what to
 * offer, and the call script with the customer's name.
 *
 * @param asked the language to write it in; without it, the language to speak with the customer
 * @throws NotFoundError when the version of the campaign that asked for the call is gone
 */
export async function briefCaller(
  store: Pick<Store, 'activity' | 'campaigns' | 'journeys' | 'nights'>,
  task: CallbackTask,
  profile: Profile,
  { settings, at, asked }: { settings: Settings; at: Instant; asked?: Language | undefined },
): Promise<Briefing> {
  const { campaign: id, version: number } = task.enrolment.cohort;
  const [version, enrolment, population, activity] = await Promise.all([
    store.campaigns.journeyVersion(id, number),
    store.journeys.find(task.enrolment),
    store.nights.latestPopulation(),
    (profile.folded?.count ?? 0) > mostFacts ? [] : store.activity.allOf(profile.customerId),
  ]);
  const { timeZone, currency, callbacks, defaultLanguage } = settings;
  const language =
    asked ?? languageFor(profile.contact.locale, languages, defaultLanguage) ?? defaultLanguage;
  const today = dayIn(timeZone, at);
  const texts = version.scripts?.[task.script] ?? {};
  const event = enrolment && (await findBeginning(store, enrolment));
  const script = scriptIn(language, texts, task.script, { ...profile, today, event }, settings);
  return {
    ...briefingIn(language, {
      profile,
      campaign: version.campaign.name,
      lastOrders: lastOrdersIn(activity, timeZone),
      ...(population && { population }),
      today,
      currency,
      ...lastNoteIn(task, timeZone),
      percentOff: callbacks.coupon.percentOff,
    }),
    ...(script !== undefined && { script }),
  };
}

/** What was noted on the last call with a note. */
function lastNoteIn({ calls }: CallbackTask, timeZone: string): Pick<BriefingFacts, 'lastCall'> {
  for (const { at, by, note } of calls.toReversed())
    if (note !== undefined) return { lastCall: { on: dayIn(timeZone, at), by, note } };
  return {};
}

/** The orders that count, the latest first. */
const lastOrdersIn = (activity: readonly Activity[], timeZone: string): LastOrder[] =>
  activity
    .flatMap((fact) => (fact.type === 'order' && fact.order.status !== 'cancelled' ? [fact.order] : []))
    .sort((a, b) => (a.placedAt < b.placedAt ? 1 : -1))
    .map((order) => ({
      on: order.placedOn ?? dayIn(timeZone, order.placedAt),
      net: netOf(order),
      lines: order.lines,
    }));

/** The script in the language, or else in one that it was written in, with the customer's name. */
function scriptIn(
  language: Language,
  texts: Scripts[string],
  name: string,
  {
    contact,
    classes,
    orders,
    points,
    today,
    event,
  }: Profile & { readonly today: PlainDate; readonly event: EventFact | undefined },
  settings: Settings,
): string | undefined {
  const { shopName, shopUrl, defaultLanguage, currency, timeZone } = settings;
  const written = languageFor(language, Object.keys(texts), defaultLanguage);
  if (written === undefined) return undefined;
  const text = texts[written];
  if (text === undefined) return undefined;
  const balance = points === undefined ? 0 : Math.max(0, balanceOf(points, today));
  const reader = { language: written, currency, timeZone };
  const customer = {
    ...nameInEmail(contact.name),
    ...(classes && tierInEmail(classes.tier.is, spentInLastYear(orders, today), settings, reader)),
  };
  return renderScript(
    text,
    {
      customer,
      shop: { name: shopName, url: shopUrl },
      points: { balance },
      event: event === undefined ? {} : eventInEmail(event, reader),
    },
    `script ${name}.${written}`,
  );
}
