import { handle } from 'hono/aws-lambda';
import { createConsole } from './console.ts';

/** The console's API: every route of `shared/console-api/routes.ts`. */
export const handler = handle(createConsole());
