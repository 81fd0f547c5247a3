import { readActivities } from '../../../connectors/csv/activities.ts';
import type { ImportedActivity } from '../../../connectors/csv/activity.ts';
import { openSource } from '../../../connectors/csv/file.ts';
import type { Mapping } from '../../../connectors/csv/mapping.ts';
import { openTable } from '../../../connectors/csv/table.ts';
import type { PlainDate } from '../../../shared/calendar.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import type { Currency } from '../../../shared/money.ts';
import { foldActivity } from '../../../shared/profile/fold.ts';
import { emptyMeasurement, measure } from '../../../shared/scoring/measurement.ts';
import { fitPopulation, type Population } from '../../../shared/scoring/population.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';

export type ByCustomer = ReadonlyMap<CustomerId, readonly ImportedActivity[]>;

/** A shop's file of orders, by customer. */
export async function activityByCustomer(
  path: string,
  mapping: Mapping,
  settings: { readonly timeZone: string; readonly currency: Currency },
): Promise<ByCustomer> {
  const { name, bytes } = await openSource(path);
  const byCustomer = new Map<CustomerId, ImportedActivity[]>();
  const table = await openTable(bytes, { name });
  for await (const { customerId, activity } of readActivities({ table, mapping, settings })) {
    const known = byCustomer.get(customerId);
    if (known === undefined) byCustomer.set(customerId, [activity]);
    else known.push(activity);
  }
  return byCustomer;
}

/** The customers of a shop with what they did. */
export const profilesOf = (shop: ByCustomer, timeZone: string) =>
  [...shop].map(([customerId, activity]) => ({ customerId, activity, ...foldActivity(activity, timeZone) }));

/** The population of a night. */
export function populationOn(
  asOf: PlainDate,
  profiles: ReturnType<typeof profilesOf>,
  currency: Currency,
): Population {
  const measurement = emptyMeasurement();
  for (const profile of profiles) measure(measurement, profile, asOf);
  return fitPopulation(measurement, asOf, { ...defaultSettings, currency });
}
