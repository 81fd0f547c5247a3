import { SESv2Client } from '@aws-sdk/client-sesv2';
import { addDays, dayIn } from '../../../shared/calendar.ts';
import { providerLimits, standingOf } from '../../../shared/deliveries/provider-limits.ts';
import { gatherDeliverability } from '../../../shared/operations/gather-deliverability.ts';
import { parseSender } from '../../../shared/settings/sender.ts';
import { mailCopiesVariable } from '../../toolkit/forget-mail.ts';
import { logger } from '../../toolkit/logger.ts';
import { readAccountState, readDmarc, readIdentityState } from '../../toolkit/sending-setup.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

/** SES answers within a second or not at all, and somebody waits. */
const ses = new SESv2Client({ maxAttempts: 2 });

/** What answers the routes about how emails arrive. */
export const deliverabilityAnswers = {
  'GET /api/deliverability': async ({ query: { days } }, { at }) => {
    const { timeZone } = await store.settings.load();
    const to = dayIn(timeZone, at);
    const from = addDays(to, 1 - days);
    const found = await gatherDeliverability(store, from, to);
    const limits = providerLimits.map((limit) => {
      const share = found[limit.of] / Math.max(1, found.sent);
      return { ...limit, share, standing: standingOf(share, limit) };
    });
    return {
      ...found,
      from,
      to,
      days: [...found.days],
      campaigns: [...found.campaigns],
      limits: found.sent === 0 ? [] : limits,
    };
  },

  'GET /api/deliverability/setup': async () => {
    const { email } = await store.settings.load();
    const parsed = parseSender(email.from);
    const sender = 'address' in parsed ? parsed.address : email.from;
    if (isLaptop()) return { sender, hasSes: false, isIdentityUnknown: false };
    const [account, identity, dmarc] = await Promise.all([
      readAccountState(ses).catch(unanswered),
      readIdentityState(ses, sender)
        .then((found) => ({ found }))
        .catch(unanswered),
      readDmarc(sender),
    ]);
    return {
      sender,
      hasSes: true,
      ...(account && { account }),
      ...(identity?.found && { identity: identity.found }),
      isIdentityUnknown: identity !== undefined && identity.found === undefined,
      dmarc,
    };
  },
} satisfies Partial<Answers>;

/** The embedded stack has a mailbox instead of SES. */
const isLaptop = (): boolean => process.env[mailCopiesVariable] !== undefined;

/** What could not be asked is left out, and the log says why. */
function unanswered(error: unknown): undefined {
  logger.warn('could not be asked', { error: String(error) });
  return undefined;
}
