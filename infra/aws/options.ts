import * as z from 'zod';
import { timeZoneSchema } from '../../shared/calendar.ts';

/** The command line gives words, cdk.context.json values. */
const yesOrNo = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

const optionsSchema = z.object({
  /** The time zone in which nights are scheduled. Must be the one in the shop's settings. */
  timeZone: timeZoneSchema.default('UTC'),
  /** A domain or an address to send from, which the stack creates in SES. */
  emailIdentity: z
    .string()
    .regex(/^([^@\s]+@)?[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'give a domain or an email address')
    .optional(),
  /** The address that alarms are sent to. */
  alarmEmail: z.email().optional(),
  /** A short name, for several shops in one account and region. */
  shop: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,20}$/, 'give up to 21 lower-case letters, digits and hyphens')
    .optional(),
  /** How many Lambdas a workflow runs at the same time. */
  concurrency: z.coerce.number().int().min(1).max(1000).optional(),
  /** How many concurrent executions to reserve for each function that shops, customers or SES call. */
  reservedConcurrency: z.coerce.number().int().min(1).max(100).optional(),
  /** True to protect the tables and the console's users from deletion; for every deployment but the first. */
  deletionProtection: yesOrNo.optional(),
  /** True to let nobody into the console without a code from an authenticator app. */
  requireMfa: yesOrNo.optional(),
  /** Write units a second that the tables take without warming up. */
  warmWrites: z.coerce.number().int().min(4000).optional(),
});

/** The options of a deployment, passed as CDK context: `cdk deploy -c timeZone=Europe/Berlin`. */
export type Options = z.output<typeof optionsSchema>;

/**
 * Reads the options from the app's context.
 * @throws ZodError when one is not valid
 */
export const optionsFrom = (context: (name: string) => unknown): Options =>
  optionsSchema.parse(
    Object.fromEntries(Object.keys(optionsSchema.shape).map((name) => [name, context(name) ?? undefined])),
  );
