import type { PlainDate } from '../../calendar.ts';
import { daysInMonth } from './clv.ts';
import type { Outlook } from './outlook.ts';
import { type Season, seasonAhead } from './season.ts';

/**
 * Creates a function that multiplies what is expected within some days by the season of these days: E[Y] and what it is
 * worth. Chances stay as they are: they rank customers, and a season is the same for all.
 *
 * @param season absent where all months count alike
 */
export function createSeasoning(
  season: Season | undefined,
  horizonDays: number,
  valueMonths: number,
): (outlook: Outlook, asOf: PlainDate) => Outlook {
  if (season === undefined) return (outlook) => outlook;
  const ahead = (asOf: PlainDate) => ({
    asOf,
    inHorizon: seasonAhead(season, asOf, horizonDays),
    inYear: seasonAhead(season, asOf, 365),
    inMonths: seasonAhead(season, asOf, valueMonths * daysInMonth),
  });
  // Nearly all customers are asked about for one day.
  let known: ReturnType<typeof ahead> | undefined;
  return (outlook, asOf) => {
    const factors = known?.asOf === asOf ? known : ahead(asOf);
    known = factors;
    return {
      ...outlook,
      expectedOrders: outlook.expectedOrders * factors.inHorizon,
      expectedOrdersInYear: outlook.expectedOrdersInYear * factors.inYear,
      ...(outlook.lifetimeValue !== undefined && {
        lifetimeValue: outlook.lifetimeValue * factors.inMonths,
      }),
    };
  };
}
