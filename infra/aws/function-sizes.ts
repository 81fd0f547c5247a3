import { Duration } from 'aws-cdk-lib';
import type { FunctionName } from '../function-names.ts';

export interface FunctionSize {
  readonly memoryMb: number;
  readonly timeout: Duration;
}

// Memory buys CPU: 1,769 MB are one whole virtual CPU. Less than 512 and a cold start takes its time.
const oneCpuMb = 1769;
const defaultMb = 512;

/** Scans and scores until a minute before the end, then hands over: the longer the better. Bound by CPU. */
const pass: FunctionSize = { memoryMb: oneCpuMb, timeout: Duration.minutes(15) };

/** Works through a shard page by page until a minute before the end. Waits for DynamoDB and SES, so little CPU. */
const shard: FunctionSize = { memoryMb: defaultMb, timeout: Duration.minutes(15) };

/** A handful of reads and writes; a minute covers a throttled table's retries. */
const step: FunctionSize = { memoryMb: defaultMb, timeout: Duration.minutes(1) };

/** Somebody waits for the answer. Above all it ends before API Gateway gives up, after 30 seconds. */
const answer: FunctionSize = { memoryMb: defaultMb, timeout: Duration.seconds(10) };

/** A hundred facts of as many customers, eight at a time. */
const ingest: FunctionSize = { memoryMb: 1024, timeout: Duration.seconds(29) };

export const functionSizes: Readonly<Record<FunctionName, FunctionSize>> = {
  'open-night': step,
  'measure-population': pass,
  /** Merges up to a thousand segments' histograms and fits the model to them: a pass in CPU, not in time. */
  'fit-population': { memoryMb: oneCpuMb, timeout: Duration.minutes(5) },
  'rescore-and-enrol': pass,
  'close-night': step,
  'record-night-failure': step,
  'list-due-steps': step,
  'send-emails': shard,
  'issue-coupons': shard,
  /** One page of a hundred customers a call. */
  'open-callbacks': step,
  'close-step': step,
  /** Called several times for each email; retries ten times against other events of the same message. */
  'record-email-event': { memoryMb: defaultMb, timeout: Duration.seconds(30) },
  'queue-callback': step,
  'reward-callback': step,
  'stop-calling': step,
  'close-callback': step,
  'ingest-orders': ingest,
  'ingest-activity': ingest,
  'redeem-coupon': answer,
  'callback-tasks': answer,
  unsubscribe: answer,
};
