/** Time as the mailer needs it; a test replaces it. */
export interface Timer {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** A number from 0 to 1, so that many senders do not all act at the same moment. */
  random(): number;
}

/** What a limiter is built from. */
export interface SendRateParts {
  /** How many emails SES accepts from the whole account in a second. */
  readonly maxPerSecond: number;
  /** How many senders are at work, this one included. */
  readonly senders: number;
  /** How long a turn may still be waited for, in milliseconds. */
  remainingMs(): number;
  readonly timer: Timer;
}

/** Spaces out the emails of one sender. */
export interface SendRate {
  /** Waits until the next email may go out. Resolves to false when that is later than there is time for. */
  waitForTurn(): Promise<boolean>;
  /** SES accepted an email: there may be room for more. */
  speedUp(): void;
  /**
   * SES refused an email because the account sends too many: slows down, and waits until the email may be tried again.
   * Resolves to false when that is later than there is time for.
   */
  waitToRetry(): Promise<boolean>;
}

/** The part of its share that a sender uses, so that what a timer rushes or another program sends fits in too. */
const partUsed = 0.95;

/** A sender that fell behind, because a timer or SES was slow, catches up on this much; more would be a burst. */
const catchUpMs = 100;

/** After this many emails in a row without a refusal others have left room: the rate grows by a tenth with each. */
const manyEmails = 10;
const growth = 1.1;
/** What remains of the growth after a refusal; never less than the share. */
const giveBack = 0.5;

/** The longest wait for a second try, in emails of the whole account. */
const longestRetry = 2;

/**
 * Creates the limiter of one sender. It sends at an equal share of the account's rate, and faster while SES refuses
 * nothing: additional room, such as that of senders which have finished, is taken gradually and given back quickly.
 * A refused email is tried again after about the time in which SES has room for one more, not after the sender's own
 * interval: at one email a second, ten senders would otherwise leave most of the rate unused.
 */
export function createSendRate({ maxPerSecond, senders, remainingMs, timer }: SendRateParts): SendRate {
  const share = (maxPerSecond * partUsed) / senders;
  let perSecond = share;
  let acceptedInARow = 0;
  let refusedInARow = 0;
  // The first turns of many senders are spread over one interval.
  let nextAt = timer.now() + (senders > 1 ? (timer.random() * 1000) / share : 0);
  let queue: Promise<unknown> = Promise.resolve();

  async function takeTurn(): Promise<boolean> {
    // The turn moves on while this waits if SES refuses an email in the meantime.
    for (;;) {
      const waitMs = nextAt - timer.now();
      if (waitMs < 1) break;
      if (waitMs > remainingMs()) return false;
      await timer.sleep(waitMs);
    }
    nextAt = Math.max(nextAt, timer.now() - catchUpMs) + 1000 / perSecond;
    return true;
  }

  return {
    waitForTurn() {
      const turn = queue.then(takeTurn);
      queue = turn;
      return turn;
    },
    speedUp() {
      refusedInARow = 0;
      acceptedInARow += 1;
      if (acceptedInARow > manyEmails) perSecond = Math.min(maxPerSecond * partUsed, perSecond * growth);
    },
    async waitToRetry() {
      acceptedInARow = 0;
      perSecond = Math.max(share, perSecond * giveBack);
      const emails = (0.5 + timer.random()) * Math.min(2 ** refusedInARow, longestRetry);
      const waitMs = (emails * 1000) / maxPerSecond;
      refusedInARow += 1;
      if (waitMs > remainingMs()) return false;
      nextAt = Math.max(nextAt, timer.now() + waitMs);
      await timer.sleep(waitMs);
      return true;
    },
  };
}
