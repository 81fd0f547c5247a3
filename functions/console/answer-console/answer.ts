import type { Instant } from '../../../shared/calendar.ts';
import type { ConsoleRouteKey } from '../../../shared/console-api/rights.ts';
import type { Answered, Asked } from '../../../shared/console-api/routes.ts';
import type { Caller } from './caller.ts';

/** Who asks, and when; nothing here reads a clock. */
export interface Circumstances {
  readonly caller: Caller;
  readonly at: Instant;
  readonly requestId: string;
}

/** What answers each route. */
export type Answers = {
  readonly [K in ConsoleRouteKey]: (asked: Asked<K>, circumstances: Circumstances) => Promise<Answered<K>>;
};
