import type { CohortKey, CustomerRef, TaskId } from '../ids.ts';

/** One enrolment, by names that may leave the tables. */
export interface EnrolmentKey {
  readonly cohort: CohortKey;
  readonly shard: number;
  readonly ref: CustomerRef;
}

/** The delivery of a campaign step. It is stored on the customer's enrolment, under the step's index from 0. */
export interface StepDeliveryKey extends EnrolmentKey {
  readonly step: number;
}

/** The delivery of the email with the coupon that staff promised on the phone. It is stored on the callback task. */
export interface RewardDeliveryKey {
  readonly taskId: TaskId;
}

/** Where a delivery is stored. */
export type DeliveryKey = StepDeliveryKey | RewardDeliveryKey;
