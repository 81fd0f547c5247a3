import { RekindleError } from '../errors.ts';

/**
 * Why the provider accepts no message at the moment:
 * - `rate`: too many a second; the rest goes out a little later
 * - `daily-quota`: the account has sent as many as it may within 24 hours; the next run goes on
 * - `paused`: the provider has paused the account or put it under review; nothing goes out until a person has acted
 * - `quiet-hours`: it is night where the customers live; the rest goes out in the morning
 * - `no-answer`: whoever is called does not answer; the next run tries again
 * - `budget`: the campaign has used up its budget and is paused; the rest goes out once that is raised
 * - `account`: anything else that would stop the next message too, such as a bad sender or a missing permission
 */
export type Obstacle = 'rate' | 'daily-quota' | 'paused' | 'quiet-hours' | 'no-answer' | 'budget' | 'account';

/** Nothing went out, and the next message would not either. The message can be sent once the obstacle is gone. */
export class NotNowError extends RekindleError {
  override readonly name = 'NotNowError';
  readonly obstacle: Obstacle;

  constructor(obstacle: Obstacle, reason: string) {
    super(`nothing can go out now: ${reason}`);
    this.obstacle = obstacle;
  }
}
