import pc from 'picocolors';
import stringWidth from 'string-width';
import type { Language } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import { forecastSentences } from '../../shared/portrait/forecast.ts';
import { happeningText } from '../../shared/portrait/happening-text.ts';
import type { CustomerPicture } from '../../shared/portrait/picture.ts';
import { standingLines } from '../../shared/portrait/standing.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { oneVisibleLine } from '../../shared/text.ts';
import { type CustomerWords, customerWords } from '../../shared/words/customer.ts';
import type { Explanation } from '../../shared/words/explanation.ts';
import type { FormatMoney } from '../../shared/words/numbers.ts';
import { padEnd } from '../columns.ts';

/** The picture of a customer as a marketer reads it in a terminal of `columns` columns. */
export function renderCustomer(
  picture: CustomerPicture,
  settings: Settings,
  language: Language,
  isColoured: boolean,
  columns: number,
): string {
  const words = customerWords[language];
  const colours = pc.createColors(isColoured);
  const money: FormatMoney = (minor) => formatMoney({ minor, currency: settings.currency }, language);
  const heading = (text: string) => ['', colours.bold(colours.yellow(text))];
  const { profile, scored } = picture;
  const { customerId, contact, orders } = profile;
  return [
    colours.bold(
      oneVisibleLine([customerId, contact.name, contact.email, contact.phone].filter(Boolean).join(' · ')),
    ),
    orders
      ? `  ${words.orders(orders.count, orders.days, orders.firstDay, orders.lastDay, money(orders.spent))}`
      : `  ${words.noOrders}`,
    `  ${words.channels} ${channelLine(profile, words)}`,
    ...standingLines(picture, settings, language).map((line) => `  ${line}`),
    ...heading(words.forecast.title),
    ...forecastSentences(picture, language, money).map((line) => `  ${line}`),
    ...(scored === undefined
      ? []
      : [
          ...heading(words.classes(scored.asOf)),
          ...scored.explanations.flatMap((one) => explanationLines(one, words, colours, columns)),
        ]),
    ...heading(words.timeline),
    ...timelineLines(picture, words, money, settings.timeZone),
    '',
  ].join('\n');
}

function channelLine({ suppressions, consents }: Profile, words: CustomerWords): string {
  return (['email', 'phone'] as const)
    .map((channel) => {
      const closed = suppressions[channel];
      const state =
        closed === undefined
          ? words.consent(consents[channel])
          : words.closed(words.closedReasons[closed.reason]);
      return `${words.openChannels[channel]}: ${state}`;
    })
    .join(' · ');
}

/** One line for each event, oldest first, in the shop's time zone. */
function timelineLines(
  { happenings }: CustomerPicture,
  words: CustomerWords,
  money: FormatMoney,
  timeZone: string,
): string[] {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return happenings.flatMap((one) => {
    const text = happeningText(one, words, money);
    return text === undefined ? [] : [`  ${clock.format(Date.parse(one.at))}  ${oneVisibleLine(text)}`];
  });
}

const nameWidth = 12;

function explanationLines(
  { about, label, because, treatment }: Explanation,
  words: CustomerWords,
  colours: ReturnType<typeof pc.createColors>,
  columns: number,
): string[] {
  const indent = ' '.repeat(nameWidth + 4);
  return [
    `  ${padEnd(words.about[about], nameWidth + 2)}${colours.bold(label)}`,
    ...wrap(because, columns - indent.length).map((line) => `${indent}${line}`),
    ...(treatment === undefined
      ? []
      : wrap(`→ ${treatment}`, columns - indent.length).map((line) => `${indent}${colours.cyan(line)}`)),
  ];
}

/** Lines of at most `width` columns, broken at spaces and between any two Chinese characters. */
function wrap(text: string, width: number): string[] {
  const pieces =
    text.match(/[\p{Script=Han}，。；：（）、“”]|[^\s\p{Script=Han}，。；：（）、“”]+|\s+/gu) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    const isPunctuation = /^[，。；：）、”]$/u.test(piece);
    if (!isPunctuation && line !== '' && stringWidth(line + piece.trimEnd()) > Math.max(20, width)) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}
