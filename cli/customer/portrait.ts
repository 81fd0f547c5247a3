import pc from 'picocolors';
import stringWidth from 'string-width';
import type { PlainDate } from '../../shared/calendar.ts';
import { type Explanation, explain } from '../../shared/explain/explain.ts';
import { percent } from '../../shared/explain/words.ts';
import type { Language } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import type { Happening } from '../../shared/operations/gather-customer.ts';
import type { Profile } from '../../shared/profile/profile.ts';
import type { Population } from '../../shared/scoring/population.ts';
import { createRanker, type Forecast } from '../../shared/scoring/ranking.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { renderTimeline } from './timeline-text.ts';
import { type CustomerWords, customerWords } from './words.ts';

/** All that `rekindle customer` knows of one. */
export interface CustomerPicture {
  readonly profile: Profile;
  readonly happenings: readonly Happening[];
  /** What a night's population makes of the customer; absent before the first night. */
  readonly scored?: {
    readonly asOf: PlainDate;
    readonly population: Population;
    readonly forecast?: Forecast;
    readonly explanations: readonly Explanation[];
  };
}

/** Explains and foretells as of a day: that of the population unless somebody asks for another. */
export function pictureOf(
  profile: Profile,
  happenings: readonly Happening[],
  population: Population | undefined,
  language: Language,
  asOf = population?.asOf,
): CustomerPicture {
  if (population === undefined || asOf === undefined) return { profile, happenings };
  const forecast = profile.orders && createRanker(population)(profile.orders, asOf).forecast;
  const explanations = explain(profile, population, asOf, language);
  return { profile, happenings, scored: { asOf, population, ...(forecast && { forecast }), explanations } };
}

/** The whole picture as a marketer reads it in a terminal. */
export function renderCustomer(
  picture: CustomerPicture,
  settings: Settings,
  language: Language,
  isColoured: boolean,
  columns: number,
): string {
  const words = customerWords[language];
  const colours = pc.createColors(isColoured);
  const money = (minor: number) => formatMoney({ minor, currency: settings.currency }, language);
  const heading = (text: string) => ['', colours.bold(colours.yellow(text))];
  const { profile, scored } = picture;
  const { customerId, contact, orders } = profile;
  return [
    colours.bold([customerId, contact.name, contact.email, contact.phone].filter(Boolean).join(' · ')),
    orders
      ? `  ${words.orders(orders.count, orders.days, orders.firstDay, orders.lastDay, money(orders.spent))}`
      : `  ${words.noOrders}`,
    `  ${words.channels} ${channelLine(profile, words)}`,
    ...heading(words.forecast.title),
    ...forecastLines(picture, words, money),
    ...(scored === undefined
      ? []
      : [
          ...heading(words.classes(scored.asOf)),
          ...scored.explanations.flatMap((one) => explanationLines(one, words, colours, columns)),
        ]),
    ...heading(words.timeline),
    ...renderTimeline(picture.happenings, words, money, settings.timeZone),
    '',
  ].join('\n');
}

function channelLine({ suppressions, consents }: Profile, words: CustomerWords): string {
  return (['email', 'phone'] as const)
    .map((channel) => {
      const closed = suppressions[channel];
      const said = closed === undefined ? words.consent(consents[channel]) : words.closed(closed.reason);
      return `${words.openChannels[channel]}: ${said}`;
    })
    .join(' · ');
}

function forecastLines(
  { profile, scored }: CustomerPicture,
  words: CustomerWords,
  money: (minor: number) => string,
): string[] {
  const { forecast: said } = words;
  if (scored === undefined) return [`  ${said.noNight}`];
  const { population, forecast } = scored;
  if (!population.model.fitted) return [`  ${said.noFit(population.model)}`];
  if (profile.orders === undefined) return [`  ${words.noOrders}`];
  if (forecast === undefined) return [`  ${said.nobodyRecent}`];
  const { outlook, chanceKept } = forecast;
  const average = population.distributions.forecast?.meanChance;
  const { horizonDays } = population.settings.lifecycle;
  const parts = [
    said.within(
      horizonDays,
      percent(outlook.chanceOfOrder),
      percent(outlook.chanceOfOrder / chanceKept),
      average === undefined ? undefined : percent(average),
    ),
    `${said.inYear} ${outlook.expectedOrdersInYear.toFixed(1)}`,
    ...(outlook.lifetimeValue === undefined
      ? []
      : [`${said.worth(population.settings.value.months)} ${money(Math.round(outlook.lifetimeValue))}`]),
  ];
  return [`  ${parts.join(' · ')}`];
}

const nameWidth = 12;

function explanationLines(
  { about, label, because, treatment }: Explanation,
  words: CustomerWords,
  colours: ReturnType<typeof pc.createColors>,
  columns: number,
): string[] {
  const indent = ' '.repeat(nameWidth + 4);
  const name = words.about[about];
  const begin = `  ${name}${' '.repeat(Math.max(1, nameWidth + 2 - stringWidth(name)))}${colours.bold(label)}`;
  return [
    begin,
    ...wrapped(because, columns - indent.length).map((line) => `${indent}${line}`),
    ...(treatment === undefined
      ? []
      : wrapped(`→ ${treatment}`, columns - indent.length).map((line) => `${indent}${colours.cyan(line)}`)),
  ];
}

/** Lines of at most `width` columns. Broken at spaces, and between any two Chinese characters. */
function wrapped(text: string, width: number): string[] {
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
