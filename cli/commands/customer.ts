import { Command } from 'commander';
import type { EngagementOf } from '../../shared/engagement/engagement.ts';
import { NotFoundError } from '../../shared/errors.ts';
import { formatMoney } from '../../shared/money.ts';
import { customerIdSchema, type Order } from '../../shared/orders/order.ts';
import type { Activity } from '../../shared/profile/activity.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import { historyOf, outlookOf } from '../../shared/scoring/models/outlook.ts';
import type { Population } from '../../shared/scoring/population.ts';
import type { Store } from '../../shared/store/store.ts';
import { directoryOption, jsonOption } from '../options.ts';
import { openTarget } from '../target.ts';

/** As far ahead as a campaign looks. */
const horizonDays = 90;

/** `rekindle customer`: everything that is known of one customer. */
export function customerCommand(): Command {
  return new Command('customer')
    .description('Everything known of one customer: profile, classes, campaigns, and a timeline')
    .argument('<id or email>')
    .addOption(jsonOption())
    .addOption(directoryOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ npx rekindle customer C000042\n  $ npx rekindle customer ann@example.com --json',
    )
    .action(async (idOrEmail: string, options: { directory: string; json?: boolean }) => {
      const target = await openTarget(options.directory);
      try {
        const { store } = target;
        const profile = await findCustomer(store, idOrEmail);
        const [activity, coupons, settings, population] = await Promise.all([
          store.activity.allOf(profile.customerId),
          store.coupons.allOf(profile.customerId),
          store.settings.load(),
          store.nights.latestPopulation(),
        ]);
        if (options.json === true) {
          process.stdout.write(`${JSON.stringify({ profile, activity, coupons }, null, 2)}\n`);
          return;
        }
        const money = (minor: number) => formatMoney({ minor, currency: settings.currency }, 'en');
        const issued = coupons.map((coupon) => ({
          at: coupon.issuedAt,
          text: `coupon ${coupon.code}, ${coupon.percentOff}% off until ${coupon.expiresOn}${coupon.redemption ? `, used on order ${coupon.redemption.orderId}` : ''}`,
        }));
        const lines = [...activity.flatMap((one) => eventsOf(one, money)), ...issued].sort((a, b) =>
          a.at.localeCompare(b.at),
        );
        process.stdout.write(
          `${portrait(profile, money)}\n${outlookLine(profile, population, money)}\n${lines.map(({ at, text }) => `  ${at.slice(0, 16).replace('T', ' ')}  ${text}`).join('\n')}\n`,
        );
      } finally {
        await target.close();
      }
    });
}

async function findCustomer(store: Store, idOrEmail: string): Promise<Profile> {
  const id = customerIdSchema.safeParse(idOrEmail);
  const byId = id.success ? await store.customers.find(id.data) : undefined;
  const found = byId ?? (await store.customers.findByEmail(idOrEmail))[0];
  if (found === undefined)
    throw new NotFoundError('no customer has this id or email address', { where: idOrEmail });
  return found;
}

/** What the model of the last night expects of the customer, as of that night. */
function outlookLine(
  { orders }: Profile,
  population: Population | undefined,
  money: (minor: number) => string,
): string {
  if (orders === undefined || population === undefined) return '';
  const { model, asOf } = population;
  if (!model.fitted) {
    return `  no forecast: ${model.repeatBuyers} customers have come back so far, and it takes ${model.repeatBuyersNeeded}\n`;
  }
  const outlook = outlookOf(historyOf(orders, asOf), model.model, horizonDays);
  const percent = (share: number) => `${(share * 100).toFixed(0)}%`;
  const value =
    outlook.lifetimeValue === undefined ? '' : `, worth ${money(Math.round(outlook.lifetimeValue))}`;
  return (
    `  still a customer: ${percent(outlook.chanceAlive)}; an order within ${horizonDays} days: ${percent(outlook.chanceOfOrder)}; ` +
    `in the coming year ${outlook.expectedOrdersInYear.toFixed(1)} orders${value} (as of ${asOf})\n`
  );
}

function portrait(
  { customerId, contact, classes, orders, enrolments, suppressions }: Profile,
  money: (minor: number) => string,
): string {
  const campaigns = Object.entries(enrolments).map(([campaign, date]) => `${campaign} since ${date}`);
  const closed = Object.entries(suppressions).map(([channel, why]) => `${channel} (${why.reason})`);
  const { lifecycle, tier, rfm, traits } = classes ?? {};
  return [
    `${customerId}  ${contact.name ?? ''}  ${contact.email ?? ''}`,
    orders
      ? `  ${orders.count} orders on ${orders.days} days, ${orders.firstDay} to ${orders.lastDay}, ${money(orders.spent)} net`
      : '  no order that counts',
    lifecycle
      ? `  ${lifecycle.is} since ${lifecycle.since}${lifecycle.was ? `, ${lifecycle.was} before` : ''}`
      : '  not classified yet',
    ...(tier
      ? [
          `  ${tier.is}${rfm ? `, RFM ${rfm.recency}-${rfm.frequency}-${rfm.monetary}` : ''}${traits?.length ? `, ${traits.join(', ')}` : ''}`,
        ]
      : []),
    ...(campaigns.length > 0 ? [`  campaigns: ${campaigns.join(', ')}`] : []),
    ...(closed.length > 0 ? [`  closed: ${closed.join(', ')}`] : []),
  ].join('\n');
}

function eventsOf(activity: Activity, money: (minor: number) => string): { at: string; text: string }[] {
  switch (activity.type) {
    case 'order':
      return [
        {
          at: activity.order.placedAt,
          text: `order ${activity.order.id}  ${money(activity.order.totals.total)}${remark(activity.order, money)}`,
        },
      ];
    case 'refund':
      return [{ at: activity.at, text: `refund ${activity.id}  ${money(activity.amount)}` }];
    case 'suppression':
      return [{ at: activity.at, text: `${activity.channel} closed: ${activity.reason}` }];
    case 'redemption':
      return [];
    case 'browse':
      return [{ at: activity.at, text: `looked at ${activity.name ?? activity.sku ?? 'the shop'}` }];
    case 'cart':
      return [{ at: activity.at, text: `filled a cart${worth(activity.value, money)}` }];
    case 'wishlist':
      return [{ at: activity.at, text: `wished for ${activity.name ?? activity.sku ?? 'something'}` }];
    case 'feedback':
      return [{ at: activity.at, text: `said ${said(activity)}` }];
    case 'complaint-opened':
      return [{ at: activity.at, text: `complaint ${activity.id}${quoted(activity.text)}` }];
    case 'complaint-closed':
      return [{ at: activity.at, text: `complaint ${activity.id} settled` }];
    case 'referral':
      return [{ at: activity.at, text: `sent a friend${activity.friend ? `, ${activity.friend}` : ''}` }];
    case 'referral-converted':
      return [{ at: activity.at, text: `the friend of referral ${activity.id} bought` }];
  }
}

const worth = (value: number | undefined, money: (minor: number) => string): string =>
  value === undefined ? '' : ` worth ${money(value)}`;

const quoted = (text: string | undefined): string =>
  text === undefined ? '' : `: “${text.replace(/\s+/g, ' ')}”`;

const said = ({ nps, csat, text }: EngagementOf<'feedback'>): string =>
  [
    ...(nps === undefined ? [] : [`NPS ${nps}`]),
    ...(csat === undefined ? [] : [`satisfied ${csat} of 5`]),
  ].join(', ') + quoted(text);

function remark(order: Order, money: (minor: number) => string): string {
  const codes = order.discounts.flatMap((discount) => discount.couponCode ?? []);
  const given = order.status === 'refunded-in-part' ? ` (${money(order.refunded ?? 0)})` : '';
  return `${order.status === 'placed' ? '' : `  ${order.status}${given}`}${codes.length > 0 ? `  with ${codes.join(', ')}` : ''}`;
}
