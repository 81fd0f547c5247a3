import pMap from 'p-map';
import { addDays, daysBetween, type PlainDate } from '../calendar.ts';
import { uniformFrom } from '../hash.ts';
import type { CustomerId } from '../ids.ts';
import { type Backtest, backtest, type Split, splitHistory } from '../scoring/backtest.ts';
import type { NoModel } from '../scoring/population.ts';
import type { Store } from '../store/store.ts';

/**
 * The result of a backtest, or why there is none: with too little history there is nothing to compare forecasts with.
 */
export type BacktestOutcome =
  | ({ readonly fitted: true } & Backtest)
  | (NoModel & { readonly split: Split })
  | { readonly fitted: false; readonly reason: 'no-orders' }
  | {
      readonly fitted: false;
      readonly reason: 'too-short-history';
      readonly firstDay: PlainDate;
      readonly longestHorizonDays: number;
    };

const concurrentCustomers = 16;

/** A larger shop is sampled: that estimates an AUC within half a point, while ten million queries would take hours. */
const customersReadAtMost = 50_000;

/**
 * Compares forecasts with what customers then ordered: fits without the shop's last `horizonDays` days and predicts
 * them. Reads all activity of every sampled customer, so it takes a while.
 *
 * @param onProgress called after each customer with how many of them are done
 */
export async function runBacktest(
  store: Pick<Store, 'settings' | 'customers' | 'activity'>,
  horizonDays: number,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<BacktestOutcome> {
  const settings = await store.settings.load();
  const { customerIds: allCustomerIds, firstDay, lastDay } = await surveyCustomers(store);
  if (firstDay === undefined || lastDay === undefined) return { fitted: false, reason: 'no-orders' };
  // At least as much past as future: nine days of a shop's history predict nothing about a year.
  const longestHorizonDays = Math.floor(daysBetween(firstDay, lastDay) / 2);
  if (horizonDays > longestHorizonDays) {
    return { fitted: false, reason: 'too-short-history', firstDay, longestHorizonDays };
  }
  const customerIds = sampleOf(allCustomerIds);
  const split: Split = { on: addDays(lastDay, -horizonDays), horizonDays };
  let done = 0;
  const histories = await pMap(
    customerIds,
    async (id) => {
      const history = splitHistory(id, await store.activity.allOf(id), split, settings.timeZone);
      done += 1;
      onProgress(done, customerIds.length);
      return history;
    },
    { concurrency: concurrentCustomers },
  );
  const result = backtest(
    histories.flatMap((history) => history ?? []),
    split,
    settings,
  );
  return result.fitted ? result : { ...result, split };
}

/** Samples by a hash of the id, so that the same customers are read each time. */
function sampleOf(customerIds: readonly CustomerId[]): readonly CustomerId[] {
  const share = customersReadAtMost / customerIds.length;
  return share >= 1 ? customerIds : customerIds.filter((id) => uniformFrom('backtest', id) < share);
}

interface CustomerSurvey {
  readonly customerIds: readonly CustomerId[];
  readonly firstDay?: PlainDate;
  readonly lastDay?: PlainDate;
}

async function surveyCustomers({ customers }: Pick<Store, 'customers'>): Promise<CustomerSurvey> {
  const customerIds: CustomerId[] = [];
  let firstDay: PlainDate | undefined;
  let lastDay: PlainDate | undefined;
  for await (const { profiles } of customers.pagesOfOrders({ segment: 0, totalSegments: 1 })) {
    for (const { customerId, orders } of profiles) {
      customerIds.push(customerId);
      if (orders === undefined) continue;
      if (firstDay === undefined || orders.firstDay < firstDay) firstDay = orders.firstDay;
      if (lastDay === undefined || orders.lastDay > lastDay) lastDay = orders.lastDay;
    }
  }
  return { customerIds, ...(firstDay && { firstDay }), ...(lastDay && { lastDay }) };
}
