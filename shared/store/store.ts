import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { activityIn } from './activity.ts';
import { callbacksIn } from './callbacks.ts';
import { campaignsIn, cohortsIn } from './campaigns.ts';
import { controlIn } from './control.ts';
import { couponsIn } from './coupons.ts';
import { customersIn } from './customers.ts';
import { journeysIn } from './journeys.ts';
import { meterCapacityOf } from './meter.ts';
import { nightsIn } from './nights.ts';
import { settingsIn } from './settings.ts';
import type { TableNames } from './tables.ts';

export type Store = ReturnType<typeof openStore>;

/** Everything that Rekindle keeps, in the words of the domain. */
export function openStore(client: DynamoDBDocumentClient, names: TableNames) {
  const control = controlIn({ client, name: names.control });
  return {
    customers: customersIn({ client, name: names.customers }),
    activity: activityIn({ client, name: names.activity }),
    coupons: couponsIn({ client, name: names.activity }),
    callbacks: callbacksIn({ client, name: names.activity }),
    journeys: journeysIn({ client, name: names.journeys }),
    settings: settingsIn(control),
    campaigns: campaignsIn(control),
    cohorts: cohortsIn(control),
    nights: nightsIn(control),
    capacity: meterCapacityOf(client),
  };
}
