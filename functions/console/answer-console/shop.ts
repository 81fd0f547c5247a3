import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';
import { createConsoleOpenApi } from './openapi.ts';

/** What answers the routes about the shop as a whole, and about who works with the console. */
export const shopAnswers = {
  'GET /api/session': async (_asked, { caller }) => {
    const [settings, night] = await Promise.all([store.settings.load(), store.nights.latestClosed()]);
    return {
      name: caller.name,
      roles: [...caller.roles],
      shopName: settings.shopName,
      currency: settings.currency,
      timeZone: settings.timeZone,
      ...(night && { lastNight: { date: night.date, closedAt: night.progress.at } }),
    };
  },
  'GET /api/openapi': async () => ({ ...createConsoleOpenApi() }),
  'GET /api/changes': async ({ query: { month, cursor } }, { at }) => {
    const { entries, next } = await store.audit.page(month ?? at.slice(0, 7), cursor);
    return { changes: [...entries], ...(next !== undefined && { next }) };
  },
} satisfies Partial<Answers>;
