import type { CohortKey, CustomerId, TaskId } from '../ids.ts';

/** The delivery of a campaign step. It is stored on the customer's enrolment, under the step's index from 0. */
export interface StepDeliveryKey {
  readonly cohort: CohortKey;
  readonly shard: number;
  readonly customerId: CustomerId;
  readonly step: number;
}

/** The delivery of the email with the coupon that staff promised on the phone. It is stored on the callback task. */
export interface RewardDeliveryKey {
  readonly customerId: CustomerId;
  readonly taskId: TaskId;
}

/** Where a delivery is stored. */
export type DeliveryKey = StepDeliveryKey | RewardDeliveryKey;
