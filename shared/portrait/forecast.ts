import type { Language } from '../language.ts';
import { noModelSentence } from '../report/population/sentences.ts';
import { createSpeaker } from '../report/population/speaker.ts';
import { customerWords } from '../words/customer.ts';
import { type FormatMoney, percent } from '../words/numbers.ts';
import type { CustomerPicture } from './picture.ts';

/** What to expect of a customer, in sentences; why nothing can be said where nothing can. */
export function forecastSentences(
  { profile, scored }: CustomerPicture,
  language: Language,
  money: FormatMoney,
): string[] {
  const words = customerWords[language];
  const { forecast: texts } = words;
  if (scored === undefined) return [texts.noNight];
  const { population, forecast } = scored;
  if (!population.model.fitted) {
    return [noModelSentence(population.model, createSpeaker(language, population.currency))];
  }
  if (profile.orders === undefined) return [words.noOrders];
  if (forecast === undefined) return [texts.nobodyRecent];
  const { outlook, chanceKept } = forecast;
  const average = population.distributions.forecast?.meanChance;
  const { horizonDays } = population.settings.lifecycle;
  const byOwnMean = population.model.model.meanOrderValue === undefined ? '' : ` ${texts.byOwnMean}`;
  const parts = [
    texts.within(
      horizonDays,
      percent(outlook.chanceOfOrder),
      percent(outlook.chanceOfOrder / chanceKept),
      average === undefined ? undefined : percent(average),
    ),
    `${texts.inYear} ${outlook.expectedOrdersInYear.toFixed(1)}`,
    ...(outlook.lifetimeValue === undefined
      ? []
      : [
          `${texts.worth(population.settings.value.months)} ${money(Math.round(outlook.lifetimeValue))}${byOwnMean}`,
        ]),
  ];
  return [parts.join(' · ')];
}
