import type { IncomingMessage, Server } from 'node:http';

/** Why a request comes from another website, in a sentence that says what to do; undefined when it does not. */
export function whyForeign(request: IncomingMessage): string | undefined;

/**
 * Makes a server refuse the requests of other websites, before any of its listeners sees them. Call it once every
 * listener that answers is there.
 */
export function refuseForeignRequests(server: Server): void;
