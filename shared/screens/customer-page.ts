import type { CustomerId } from '../ids.ts';
import type { Language } from '../language.ts';
import { formatMoney } from '../money.ts';
import { forecastSentences } from '../portrait/forecast.ts';
import { happeningKindOf } from '../portrait/happening-kind.ts';
import { happeningText } from '../portrait/happening-text.ts';
import type { CustomerPicture } from '../portrait/picture.ts';
import { standingLines } from '../portrait/standing.ts';
import type { Profile } from '../profile/profile.ts';
import { type Channel, channels } from '../recipients/address.ts';
import type { Settings } from '../settings/settings.ts';
import { customerWords } from '../words/customer.ts';
import { nameOf } from '../words/name-of.ts';
import { reportWords } from '../words/report.ts';

/**
 * What the screen of one customer shows, in one language.
 *
 * @param sameMailbox others with the same email address
 */
export function customerPage(
  picture: CustomerPicture,
  settings: Settings,
  language: Language,
  sameMailbox: readonly CustomerId[],
) {
  const words = customerWords[language];
  const money = (minor: number) => formatMoney({ minor, currency: settings.currency }, language);
  const { profile, scored } = picture;
  const { customerId, contact, orders, classes } = profile;
  const { name, locale } = contact;
  const latestFirst = picture.happenings.toReversed();
  return {
    customerId,
    ...(name !== undefined && { name }),
    ...(locale !== undefined && { locale }),
    ...(classes && { lifecycle: classes.lifecycle.is, tier: classes.tier.is }),
    who: orders
      ? words.orders(orders.count, orders.days, orders.firstDay, orders.lastDay, money(orders.spent))
      : words.noOrders,
    channels: channels.map((channel) => channelOf(channel, profile, language)),
    standing: standingLines(picture, settings, language),
    forecast: forecastSentences(picture, language, money),
    ...(scored && { asOf: scored.asOf }),
    classes: (scored?.explanations ?? []).map((one) => ({ ...one, name: words.about[one.about] })),
    timeline: latestFirst.flatMap((one) => {
      const text = happeningText(one, words, money);
      return text === undefined ? [] : [{ at: one.at, kind: happeningKindOf(one), text }];
    }),
    notSent: latestFirst.flatMap((one) =>
      one.type === 'skipped'
        ? [
            {
              at: one.at,
              campaign: one.campaign,
              step: one.step,
              reason: nameOf(reportWords[language].reasons, one.reason),
            },
          ]
        : [],
    ),
    sameMailbox: [...sameMailbox],
  };
}

/** Whether a channel is open, in words, and what that rests on. */
function channelOf(channel: Channel, profile: Profile, language: Language) {
  const words = customerWords[language];
  const { contact, consents, consentEvidence, suppressions } = profile;
  const closed = suppressions[channel];
  const address = contact[channel];
  const proof = consentEvidence?.[channel];
  return {
    channel,
    ...(address !== undefined && { address }),
    isOpen: address !== undefined && closed === undefined && consents[channel] !== false,
    state:
      closed === undefined
        ? words.consent(consents[channel])
        : words.closed(words.closedReasons[closed.reason]),
    ...(proof && { proof }),
  };
}
