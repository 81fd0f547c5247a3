import {
  GetAccountCommand,
  type GetAccountCommandOutput,
  type SESv2Client,
  SESv2ServiceException,
} from '@aws-sdk/client-sesv2';
import type { Obstacle } from '../../shared/deliveries/obstacle.ts';
import type { Timer } from './send-rate.ts';

/** What SES says about the account: how fast it may send, or why it may not. */
export type SendingAccount =
  | { readonly maxPerSecond: number; readonly obstacle?: undefined }
  | { readonly obstacle: Obstacle; readonly error: string };

/**
 * SES answers GetAccount about once a second for the whole account, so of many senders that begin together some get no
 * answer. They begin at the rate of a new account, and what SES refuses corrects it.
 */
const unansweredPerSecond = 14;

/** How often to ask again: over about half a minute in all, in which SES answers some thirty senders. */
const retries = 7;

/**
 * Asks SES whether the account may send. An account that SES has put under review (`PROBATION`) still could, but each
 * further bounce or complaint then weighs on its decision: marketing waits until a person has seen to it.
 */
export async function readSendingAccount(ses: SESv2Client, timer: Timer): Promise<SendingAccount> {
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    try {
      return judge(await ses.send(new GetAccountCommand({})));
    } catch (error) {
      if (!(error instanceof SESv2ServiceException)) break;
      if (isThrottled(error)) await timer.sleep(timer.random() * Math.min(16_000, 1000 * 2 ** attempt));
      else if (error.$fault === 'client') return { obstacle: 'account', error: String(error) };
    }
  }
  return { maxPerSecond: unansweredPerSecond };
}

function judge({
  SendQuota = {},
  EnforcementStatus,
  SendingEnabled,
}: GetAccountCommandOutput): SendingAccount {
  const { Max24HourSend = unlimited, SentLast24Hours = 0, MaxSendRate = 0 } = SendQuota;
  if (SendingEnabled === false) return { obstacle: 'paused', error: 'sending is switched off in SES' };
  if (EnforcementStatus === 'PROBATION' || EnforcementStatus === 'SHUTDOWN')
    return { obstacle: 'paused', error: `SES reports the account as ${EnforcementStatus}` };
  if (Max24HourSend !== unlimited && SentLast24Hours >= Max24HourSend)
    return { obstacle: 'daily-quota', error: `${SentLast24Hours} of ${Max24HourSend} emails are sent` };
  return { maxPerSecond: MaxSendRate > 0 ? MaxSendRate : unansweredPerSecond };
}

/** SES's value for a quota without a limit. */
const unlimited = -1;

/** The names of throttling errors. */
const throttlingNames = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling']);

/** True for an error by which SES refuses a call because there are too many. */
export const isThrottled = (error: SESv2ServiceException): boolean =>
  throttlingNames.has(error.name) || error.$metadata.httpStatusCode === 429;
