import { join } from 'node:path';
import { openSource } from '../../connectors/csv/file.ts';
import { importOrders, noSink } from '../../connectors/csv/import.ts';
import { presetNamed } from '../../connectors/csv/presets.ts';
import { openTable } from '../../connectors/csv/table.ts';
import { instant } from '../../shared/calendar.ts';
import { currencySchema } from '../../shared/money.ts';

/** Measures how fast a file of order lines is read, mapped and grouped, without storing. */
async function benchImport(folder: string): Promise<void> {
  const { name, bytes } = await openSource(join(folder, 'online-retail.csv.gz'));
  const started = performance.now();
  const { rows } = await importOrders({
    table: await openTable(bytes, { name }),
    mapping: presetNamed('uci-online-retail'),
    settings: { timeZone: 'Europe/London', currency: currencySchema.parse('GBP') },
    observedAt: instant('2026-11-26T00:00:00Z'),
    sink: noSink,
  });
  const seconds = (performance.now() - started) / 1_000;
  const rate = Math.round(rows / seconds).toLocaleString('en');
  const memoryMb = Math.round(process.memoryUsage().rss / 1e6);
  console.log(
    `import: ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s, ${rate} rows/s, ${memoryMb} MB resident`,
  );
}

const folder = process.env['REKINDLE_DATA'];
if (folder === undefined) {
  console.log('import: skipped; set REKINDLE_DATA to a folder with online-retail.csv.gz');
} else {
  await benchImport(folder);
}
