import { afterAll, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { startTables } from '../../functions/setup.ts';

const tables = await startTables();
afterAll(() => tables.close());

test('the audit log is read page by page to its end, also where fewer entries than a page has fill a megabyte', async () => {
  const written = Array.from({ length: 9 }, (_, index) => `r${index}`);
  for (const requestId of written)
    await tables.store.audit.add({
      at: instant('2026-12-01T10:00:00.000Z'),
      requestId,
      by: { id: 's1', name: 'Mei' },
      change: 'POST /api/settings',
      fields: { text: 'x'.repeat(150_000) },
    });
  const pages: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await tables.store.audit.page('2026-12', cursor);
    pages.push(page.entries.map(({ requestId }) => requestId));
    cursor = page.next;
  } while (cursor !== undefined);
  expect(pages.flat()).toEqual(written.toReversed());
  expect(pages.length).toBeGreaterThan(1);
});
