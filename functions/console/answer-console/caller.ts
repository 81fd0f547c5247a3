import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { isRole, type Role } from '../../../shared/console-api/roles.ts';

/** The person at the screen. */
export interface Caller {
  /** The subject of the token: a name that nobody else ever gets. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

// API Gateway's JWT authorizer turns a list of groups into the text `[admin marketer]`.
const claimsSchema = z.looseObject({
  sub: z.string().min(1),
  'cognito:groups': z
    .string()
    .default('')
    .transform((groups) => groups.replace(/^\[|\]$/g, '').split(/[\s,]+/)),
  username: z.string().optional(),
  email: z.string().optional(),
  name: z.string().optional(),
});

/**
 * Who calls, by the claims that the authorizer of the API has verified. Undefined without any: nothing else of a request
 * says who sent it, so that a route that was left without an authorizer lets nobody in.
 */
export function callerIn(event: APIGatewayProxyEventV2): Caller | undefined {
  const { requestContext } = z.looseObject({ requestContext: contextSchema }).parse(event);
  const claims = claimsSchema.safeParse(requestContext.authorizer?.jwt?.claims);
  if (!claims.success) return undefined;
  const { sub, name, email, username, 'cognito:groups': groups } = claims.data;
  return { id: sub, name: name ?? email ?? username ?? sub, roles: groups.filter(isRole) };
}

const contextSchema = z.looseObject({
  authorizer: z.looseObject({ jwt: z.looseObject({ claims: z.unknown() }).optional() }).optional(),
});
