import type { CohortKey, CustomerId, TaskId } from '../ids.ts';

/** The delivery of a campaign's step: which enrolment it stands on, and for which of the steps, counted from 0. */
export interface StepDeliveryKey {
  readonly cohort: CohortKey;
  readonly shard: number;
  readonly customerId: CustomerId;
  readonly step: number;
}

/** The email that brings the coupon a caller promised; its delivery stands on the callback task. */
export interface RewardDeliveryKey {
  readonly customerId: CustomerId;
  readonly taskId: TaskId;
}

/** Where a delivery is kept. */
export type DeliveryKey = StepDeliveryKey | RewardDeliveryKey;
