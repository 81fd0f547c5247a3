import type { PlainDate } from '../calendar.ts';
import type { Briefing } from '../callbacks/briefing.ts';
import type { Language } from '../language.ts';
import { type Currency, formatMoney } from '../money.ts';
import type { Order } from '../orders/order.ts';
import type { Profile } from '../profile/profile.ts';
import { meanOrderOf } from '../scoring/concentration.ts';
import { manCodeOf, manTreatmentOf } from '../scoring/man.ts';
import type { Population } from '../scoring/population.ts';
import { visibleLine } from '../text.ts';
import { en } from './en/briefing.ts';
import { explain } from './explanation.ts';
import { labels } from './labels.ts';
import { zh } from './zh/briefing.ts';

/** How one language words what staff read before a call. */
export type BriefingWords = typeof en;

const briefingWords: Readonly<Record<Language, BriefingWords>> = { en, zh };

/** An order as staff speak about it. */
export interface LastOrder extends Pick<Order, 'lines'> {
  /** In the shop's time zone. */
  readonly on: PlainDate;
  /** What the customer paid, less refunds, in minor units. */
  readonly net: number;
}

/** What a briefing is made of. */
export interface BriefingFacts {
  readonly profile: Profile;
  /** The name of the campaign that asks for the call. */
  readonly campaign: string;
  /** The latest order first. */
  readonly lastOrders: readonly LastOrder[];
  /** What was noted on the call before. */
  readonly lastCall?: { readonly on: PlainDate; readonly by: string; readonly note: string };
  /** Absent before the first night. */
  readonly population?: Population;
  readonly today: PlainDate;
  readonly currency: Currency;
  readonly percentOff: number;
}

const ordersShown = 3;
const itemsShown = 3;

/** What staff read before a call, without the script. */
export function briefingIn(language: Language, facts: BriefingFacts): Omit<Briefing, 'script'> {
  const words = briefingWords[language];
  const money = (minor: number) => formatMoney({ minor, currency: facts.currency }, language);
  return {
    language,
    who: whoIn(words, language, facts, money),
    whyNow: whyNowIn(words, language, facts),
    lastOrders: facts.lastOrders.slice(0, ordersShown).map(({ on, net, lines }) => {
      const items = lines
        .slice(0, itemsShown)
        .map(({ name, sku, quantity }) => words.item(visibleLine(name ?? sku), quantity));
      const left = lines.length - items.length;
      return words.order(on, money(net), words.items(left > 0 ? [...items, words.more(left)] : items));
    }),
    offer: offerIn(words, facts),
  };
}

function whoIn(
  words: BriefingWords,
  language: Language,
  { profile: { contact, classes, orders } }: BriefingFacts,
  money: (minor: number) => string,
): string {
  const name = visibleLine(contact.name ?? '');
  return words.together([
    name === '' ? words.noName : name,
    ...(classes === undefined ? [] : [words.tier(labels[language].tiers[classes.tier.is])]),
    orders === undefined
      ? words.neverOrdered
      : words.orders(orders.count, orders.firstDay, money(orders.spent)),
  ]);
}

function whyNowIn(
  words: BriefingWords,
  language: Language,
  { profile, campaign, population, today, lastCall }: BriefingFacts,
): string[] {
  const explanations = population === undefined ? [] : explain(profile, population, today, language);
  const { complaints } = profile;
  return [
    words.campaign(campaign),
    ...explanations
      .filter(({ about }) => about === 'lifecycle')
      .map(({ label, because }) => words.lifecycle(label, because)),
    ...(complaints !== undefined && complaints.open > 0 ? [words.complaintOpen(complaints.openedOn)] : []),
    ...(lastCall === undefined ? [] : [words.lastCall(lastCall.on, lastCall.by, visibleLine(lastCall.note))]),
  ];
}

/** By the treatment of the customer's money, authority and need; a complaint comes before anything is sold. */
function offerIn(words: BriefingWords, { profile, population, percentOff }: BriefingFacts): string {
  if ((profile.complaints?.open ?? 0) > 0) return words.offerNothing;
  const man = profile.classes?.man;
  if (man === undefined) return words.offers['find-out'](percentOff);
  const meanOrder = population && meanOrderOf(population.concentration);
  const instalmentsFrom = population?.settings.man.instalmentsFrom ?? 0;
  return words.offers[manTreatmentOf(manCodeOf(man), meanOrder, instalmentsFrom)](percentOff);
}
