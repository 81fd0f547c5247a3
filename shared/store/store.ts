import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createActivityStore } from './activity.ts';
import { createAliasStore } from './aliases.ts';
import { createAudienceStore } from './audiences.ts';
import { createAuditStore } from './audit.ts';
import { createBudgetStore } from './budgets.ts';
import { createCallCapacityStore } from './call-capacity.ts';
import { createCallbackStore } from './callbacks.ts';
import { createCampaignStore } from './campaigns.ts';
import { createCohortStore } from './cohorts.ts';
import { createControlTable } from './control.ts';
import { createCouponStore } from './coupons.ts';
import { createCustomerStore } from './customers.ts';
import { createDraftStore } from './drafts.ts';
import { createDueStore } from './due.ts';
import { createErasureStore } from './erasures.ts';
import { createJourneyStore } from './journeys.ts';
import { createLeaseStore } from './leases.ts';
import { createCapacityMeter } from './meter.ts';
import { createNightStore } from './nights.ts';
import { createOrderOwnerStore } from './order-owners.ts';
import { createRecipientStore } from './recipients.ts';
import { createReferralStore } from './referrals.ts';
import { createRefusedEntryStore } from './refused-entries.ts';
import { createReportedCallStore } from './reported-calls.ts';
import { createReportStore } from './reports.ts';
import { createSampleStore } from './samples.ts';
import { createSettingsStore } from './settings.ts';
import { createSharedCodeStore } from './shared-codes.ts';
import type { TableNames } from './tables.ts';
import { createWaitingStore } from './waiting.ts';

/** {@link createStore} as its callers see it; most take only the part that they need. */
export type Store = ReturnType<typeof createStore>;

/** Everything that Rekindle keeps, in the words of the domain: one store for each concept, on four tables. */
export function createStore(client: DynamoDBDocumentClient, names: TableNames) {
  const control = createControlTable({ client, name: names.control });
  return {
    customers: createCustomerStore({ client, name: names.customers }),
    activity: createActivityStore({ client, name: names.activity }),
    coupons: createCouponStore({ client, name: names.activity }),
    referrals: createReferralStore({ client, name: names.activity }),
    refusedEntries: createRefusedEntryStore({ client, name: names.activity }),
    sharedCodes: createSharedCodeStore({ client, name: names.activity }),
    callbacks: createCallbackStore({ client, name: names.activity }),
    callCapacity: createCallCapacityStore({ client, name: names.control }),
    budgets: createBudgetStore({ client, name: names.control }),
    recipients: createRecipientStore({ client, name: names.activity }),
    aliases: createAliasStore({ client, name: names.activity }),
    orderOwners: createOrderOwnerStore({ client, name: names.activity }),
    erasures: createErasureStore({ client, name: names.activity }, control),
    journeys: createJourneyStore({ client, name: names.journeys }),
    waiting: createWaitingStore({ client, name: names.journeys }),
    settings: createSettingsStore(control),
    campaigns: createCampaignStore(control),
    drafts: createDraftStore(control),
    audiences: createAudienceStore(control),
    cohorts: createCohortStore(control),
    due: createDueStore(control),
    nights: createNightStore(control),
    samples: createSampleStore({ client, name: names.control }),
    reports: createReportStore(control),
    audit: createAuditStore(control),
    leases: createLeaseStore(control),
    reportedCalls: createReportedCallStore(control),
    capacity: createCapacityMeter(client),
  };
}
