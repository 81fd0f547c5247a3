import * as z from 'zod';
import { inE164 } from './pinpoint.ts';
import type { Statement } from './statement.ts';
import { exampleWords, meaningOfStatus } from './status-words.ts';

// The AWS CLI writes times as text in its second version and as seconds since 1970 in its first.
const time = z.union([z.string(), z.number().transform(String)]).nullish();

/** An element of what `aws sesv2 list-suppressed-destinations` prints. */
const suppressedDestinationSchema = z.looseObject({
  EmailAddress: z.string(),
  Reason: z.string(),
  LastUpdateTime: time,
});

/** An element of what `aws pinpoint-sms-voice-v2 describe-opted-out-numbers` prints. */
const optedOutNumberSchema = z.looseObject({ OptedOutNumber: z.string(), OptedOutTimestamp: time });

/** What an element of SES's account suppression list says; undefined when it is none. */
export function readSuppressedDestination(value: unknown): readonly Statement[] | undefined {
  const summary = suppressedDestinationSchema.safeParse(value);
  if (!summary.success) return undefined;
  const { EmailAddress, Reason, LastUpdateTime } = summary.data;
  const reason = meaningOfStatus(Reason);
  if (reason !== 'bounced' && reason !== 'complained') {
    const problem = `SES has the reasons BOUNCE and COMPLAINT, not "${Reason}"; a list of your own can say ${exampleWords}`;
    return [{ says: 'unclear', problem }];
  }
  const at = LastUpdateTime ?? '';
  return [{ says: 'opted-out', channel: 'email', address: EmailAddress, reason, at }];
}

/** What an element of an SMS opt-out list says; undefined when it is none. */
export function readOptedOutNumber(value: unknown): readonly Statement[] | undefined {
  const information = optedOutNumberSchema.safeParse(value);
  if (!information.success) return undefined;
  const { OptedOutNumber, OptedOutTimestamp } = information.data;
  const address = inE164(OptedOutNumber);
  const at = OptedOutTimestamp ?? '';
  return [{ says: 'opted-out', channel: 'phone', address, reason: 'do-not-call', at }];
}
