import pMap from 'p-map';
import { addDays, daysBetween, type PlainDate } from '../calendar.ts';
import { uniformFrom } from '../hash.ts';
import type { CustomerId } from '../ids.ts';
import { type Backtest, backtest, type Split, splitHistory } from '../scoring/backtest.ts';
import type { NoFit } from '../scoring/models/fit.ts';
import type { Store } from '../store/store.ts';

/** How a backtest came out; with too little history there is nothing to hold anything against. */
export type BacktestOutcome =
  | ({ readonly fitted: true } & Backtest)
  | (NoFit & { readonly split: Split })
  | { readonly fitted: false; readonly reason: 'no-orders' }
  | {
      readonly fitted: false;
      readonly reason: 'too-short-history';
      readonly firstDay: PlainDate;
      readonly longestHorizonDays: number;
    };

const customersAtOnce = 16;

/** Of a larger shop a sample is read: it tells an AUC within half a point, and ten million queries would take hours. */
const customersReadAtMost = 50_000;

/** Holds the forecasts against the last days of everybody's orders: reads all activity, so it takes a while. */
export async function runBacktest(
  store: Pick<Store, 'settings' | 'customers' | 'activity'>,
  horizonDays: number,
  onProgress: (done: number, total: number) => void = () => undefined,
): Promise<BacktestOutcome> {
  const settings = await store.settings.load();
  const { customerIds: everyone, firstDay, lastDay } = await everybody(store);
  if (firstDay === undefined || lastDay === undefined) return { fitted: false, reason: 'no-orders' };
  // As much past as there is future: nine days of a shop's life foretell nothing of a year.
  const longestHorizonDays = Math.floor(daysBetween(firstDay, lastDay) / 2);
  if (horizonDays > longestHorizonDays) {
    return { fitted: false, reason: 'too-short-history', firstDay, longestHorizonDays };
  }
  const customerIds = sampleOf(everyone);
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
    { concurrency: customersAtOnce },
  );
  const result = backtest(
    histories.flatMap((history) => history ?? []),
    split,
    settings,
  );
  return result.fitted ? result : { ...result, split };
}

/** By a hash of the id, so that the same customers are read each time. */
function sampleOf(customerIds: readonly CustomerId[]): readonly CustomerId[] {
  const share = customersReadAtMost / customerIds.length;
  return share >= 1 ? customerIds : customerIds.filter((id) => uniformFrom('backtest', id) < share);
}

interface Everybody {
  readonly customerIds: readonly CustomerId[];
  readonly firstDay?: PlainDate;
  readonly lastDay?: PlainDate;
}

async function everybody({ customers }: Pick<Store, 'customers'>): Promise<Everybody> {
  const customerIds: CustomerId[] = [];
  let firstDay: PlainDate | undefined;
  let lastDay: PlainDate | undefined;
  for await (const { profiles } of customers.pages({ segment: 0, totalSegments: 1 })) {
    for (const { customerId, orders } of profiles) {
      customerIds.push(customerId);
      if (orders === undefined) continue;
      if (firstDay === undefined || orders.firstDay < firstDay) firstDay = orders.firstDay;
      if (lastDay === undefined || orders.lastDay > lastDay) lastDay = orders.lastDay;
    }
  }
  return { customerIds, ...(firstDay && { firstDay }), ...(lastDay && { lastDay }) };
}
