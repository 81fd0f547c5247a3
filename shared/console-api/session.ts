import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { roles } from './roles.ts';
import type { ConsoleRoute } from './route.ts';

/** The description of this API, for whoever writes a program against it. */
export const showOpenApi = {
  summary: 'Describe this API as OpenAPI 3.1',
  answer: z.looseObject({ openapi: z.string() }).describe('An OpenAPI document.'),
} as const satisfies ConsoleRoute;

/** Who is at the screen, and what every page needs to know about the shop. */
export const showSession = {
  summary: 'Show who is signed in, and the shop',
  answer: z
    .strictObject({
      name: z.string().describe('How colleagues know the person.'),
      roles: z.array(z.enum(roles)),
      shopName: z.string(),
      currency: z.string(),
      timeZone: z.string(),
      lastNight: z
        .strictObject({ date: plainDateSchema, closedAt: z.string() })
        .optional()
        .describe('The latest night that closed; absent before the first.'),
    })
    .meta({ id: 'Session' }),
} as const satisfies ConsoleRoute;
