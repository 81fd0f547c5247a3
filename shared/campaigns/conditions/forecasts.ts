import { RekindleError } from '../../errors.ts';
import type { Forecast, Ranking } from '../../scoring/ranking.ts';
import type { Circumstances, ClassifiedProfile } from './condition.ts';
import { between } from './ranges.ts';

/**
 * How a customer ranks as of a day; undefined without an order.
 *
 * @throws RekindleError where nobody has given the population to rank within: false would let customers in by `not`
 */
function rankingOf({ orders, rank }: ClassifiedProfile, { asOf }: Circumstances): Ranking | undefined {
  if (rank === undefined)
    throw new RekindleError(
      'a condition on a forecast can only be met where the population of a night is known',
    );
  return orders && rank(orders, asOf);
}

const forecastOf = (customer: ClassifiedProfile, circumstances: Circumstances): Forecast | undefined =>
  rankingOf(customer, circumstances)?.forecast;

export const chanceOfOrder = between('share', {
  description: 'The chance of an order within the horizon of the settings, 90 days unless it was changed.',
  example: '{ atLeast: 30% }',
  needsForecast: true,
  read: (customer, circumstances) => forecastOf(customer, circumstances)?.outlook.chanceOfOrder,
});

export const chanceOverAverage = between('times', {
  description: 'That chance divided by that of the average recent customer: 1 is as likely as they are.',
  example: '{ atMost: 0.5 }',
  needsForecast: true,
  read: (customer, circumstances) => forecastOf(customer, circumstances)?.chanceOverAverage,
});

export const lifetimeValue = between('money', {
  description:
    "Customer lifetime value over the settings' months, in whole units of the shop's currency. Unknown without a forecast.",
  example: '{ atLeast: 150 }',
  needsForecast: true,
  read: (customer, circumstances) => forecastOf(customer, circumstances)?.outlook.lifetimeValue,
});

export const lifetimeValueAbove = between('share', {
  description:
    'The share of customers whose lifetime value is lower, in whole percents up to 99%: the best tenth is atLeast 90%.',
  example: '{ atLeast: 90% }',
  needsForecast: true,
  read: (customer, circumstances) => rankingOf(customer, circumstances)?.positions.lifetimeValue,
});
