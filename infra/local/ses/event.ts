import * as z from 'zod';

const recipients = z.array(z.string()).optional();

/**
 * The events that SES can report about a message, with SES's own field names. Details that are left out are filled in
 * with SES's values for an ordinary case; recipients that are left out are all recipients of the message.
 */
export const sesEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Send') }),
  z.object({ type: z.literal('Delivery'), recipients }),
  z.object({ type: z.literal('Open'), ipAddress: z.string().optional(), userAgent: z.string().optional() }),
  z.object({
    type: z.literal('Click'),
    link: z.string(),
    ipAddress: z.string().optional(),
    userAgent: z.string().optional(),
  }),
  z.object({
    type: z.literal('Bounce'),
    bounceType: z.enum(['Permanent', 'Transient', 'Undetermined']),
    bounceSubType: z.string().optional(),
    bouncedRecipients: recipients,
  }),
  z.object({
    type: z.literal('Complaint'),
    complaintFeedbackType: z.string().optional(),
    complainedRecipients: recipients,
  }),
  z.object({ type: z.literal('Reject'), reason: z.string().optional() }),
  z.object({
    type: z.literal('DeliveryDelay'),
    delayType: z.string().optional(),
    delayedRecipients: recipients,
  }),
]);

/** An event of a message: sent, delivered, opened and so on. */
export type SesEvent = z.infer<typeof sesEventSchema>;
