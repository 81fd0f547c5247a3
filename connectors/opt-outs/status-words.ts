import type { OptOutReason } from './opt-out.ts';

/** What a word says: why the person is out, by every way or one, or that the person is not. */
export type StatusMeaning = OptOutReason | 'do-not-contact' | 'not-opted-out';

const words: Readonly<Record<StatusMeaning, readonly string[]>> = {
  complained: [
    ...['complained', 'complaint', 'spam', 'spam complaint', 'spam report', 'spam reported', 'reported spam'],
    ...['marked as spam', 'reported as spam', 'abuse', 'abuse complaint', '投诉', '垃圾邮件', '垃圾邮件投诉'],
  ],
  bounced: [
    ...['bounced', 'bounce', 'hard bounced', 'hard bounce', 'permanent bounce', 'cleaned', 'invalid'],
    ...['invalid email', 'invalid email address', 'undeliverable', '退信', '硬退信', '无效邮箱'],
  ],
  unsubscribed: [
    ...['unsubscribed', 'unsubscribe', 'unsub', 'unsubscribed by admin', 'globally unsubscribed'],
    ...['global unsubscribe', 'list unsubscribe', 'opted out', 'opt out', 'optout', 'opt outs', 'stop'],
    ...['suppressed', 'user suppressed', 'manually suppressed', 'do not email', 'blocklisted', 'blacklisted'],
    ...['abgemeldet', 'désabonné', 'désinscrit', 'dado de baja', 'disiscritto', 'uitgeschreven'],
    ...['已退订', '退订', '取消订阅', '已取消订阅', '配信停止'],
  ],
  'do-not-call': ['do not call', 'do not phone', 'no calls', 'dnc', '请勿致电', '勿致电', '拒接来电'],
  'do-not-contact': ['do not contact', '请勿联系', '勿扰'],
  'not-opted-out': [
    ...['subscribed', 'subscribe', 'never subscribed', 'not subscribed', 'non subscribed', 'nonsubscribed'],
    ...['transactional', 'pending', 'unconfirmed', 'opted in', 'opt in', 'not suppressed'],
    ...['已订阅', '订阅', '未订阅'],
  ],
};

const strength = ['complained', 'bounced', 'do-not-contact', 'do-not-call', 'unsubscribed'] as const;

const meanings = new Map<string, StatusMeaning>();
for (const meaning of [...strength, 'not-opted-out'] as const)
  for (const word of words[meaning]) meanings.set(word, meaning);

/** What a status or reason says; undefined for a word that is not known. Case does not matter, nor how words are joined. */
export const meaningOfStatus = (text: string): StatusMeaning | undefined =>
  meanings.get(
    text
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .replace(/[\s_-]+/g, ' '),
  );

/** A meaning that closes something. */
export type ClosingMeaning = (typeof strength)[number];

/** The one of several meanings that closes for longest; undefined when none closes. */
export const strongest = (found: readonly StatusMeaning[]): ClosingMeaning | undefined =>
  strength.find((meaning) => found.includes(meaning));

/** The words that can stand in a status column, for messages. */
export const exampleWords = 'unsubscribed, bounced, complained, do not call or subscribed';
