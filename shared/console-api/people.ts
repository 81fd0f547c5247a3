import * as z from 'zod';
import { instantSchema } from '../calendar.ts';
import { roles } from './roles.ts';
import type { ConsoleRoute } from './route.ts';

const rolesSchema = z
  .array(z.enum(roles))
  .min(1, 'somebody without a role can do nothing; disable them instead')
  .max(roles.length)
  .refine((given) => new Set(given).size === given.length, 'a role is named twice');

const personPath = z.strictObject({
  person: z
    .string()
    .min(1)
    .max(128)
    // Cognito finds people by their address as well, and the audit log keeps what the path says.
    .regex(/^[^@]*$/, 'name the person by the name to sign in by, not by an address')
    .describe('The name to sign in by.'),
});

const personSchema = z
  .strictObject({
    name: z.string().describe('The name to sign in by; colleagues and the audit log call the person by it.'),
    email: z.string().optional(),
    roles: z.array(z.enum(roles)),
    state: z.enum(['invited', 'active', 'disabled']).describe('Invited until the first sign-in.'),
    since: instantSchema.optional().describe('When the person was invited.'),
    isYou: z.boolean(),
  })
  .meta({ id: 'ConsolePerson' });

export const listPeople = {
  summary: 'List who may sign in to the console, and as what',
  query: z.strictObject({ cursor: z.string().max(4000).optional() }),
  answer: z.strictObject({
    hasLogin: z.boolean().describe('False on a laptop, where nobody signs in.'),
    people: z.array(personSchema),
    next: z.string().optional(),
  }),
} as const satisfies ConsoleRoute;

/** Why the roles or the access of somebody stay as they are. */
export const peopleRefusals = ['yourself', 'last-admin'] as const;

const changed = z.strictObject({
  refused: z.enum(peopleRefusals).optional().describe('Why nothing was changed; absent when it was.'),
});

export const invitePerson = {
  summary: 'Invite somebody: they get an email with a first password',
  body: z.strictObject({
    name: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9._-]{1,63}$/,
        'a name has lowercase letters, digits, dots, hyphens; not an address',
      ),
    email: z.email(),
    roles: rolesSchema,
  }),
  audited: ['name', 'roles'],
  answer: z.strictObject({
    isTaken: z
      .boolean()
      .describe('True when somebody has this name or address already; nothing was changed.'),
  }),
} as const satisfies ConsoleRoute;

/** Why an invitation is not sent again. */
export const invitationRefusals = ['signed-in', 'disabled'] as const;

export const inviteAgain = {
  summary: 'Send an invitation again, with another first password: the one before may have expired',
  path: personPath,
  audited: [],
  answer: z.strictObject({
    refused: z
      .enum(invitationRefusals)
      .optional()
      .describe('Why none was sent: they have signed in already, or may not sign in.'),
  }),
} as const satisfies ConsoleRoute;

export const changeRoles = {
  summary: 'Change the roles of a person',
  path: personPath,
  body: z.strictObject({ roles: rolesSchema }),
  audited: ['roles'],
  answer: changed,
} as const satisfies ConsoleRoute;

export const changeAccess = {
  summary: 'Let a person sign in, or not any more',
  path: personPath,
  body: z.strictObject({ isEnabled: z.boolean() }),
  audited: ['isEnabled'],
  answer: changed,
} as const satisfies ConsoleRoute;
