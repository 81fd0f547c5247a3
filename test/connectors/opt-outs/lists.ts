import type { OptOutRow } from '../../../connectors/opt-outs/opt-out.ts';
import { readOptOuts } from '../../../connectors/opt-outs/read-opt-outs.ts';
import { inChunks } from '../csv/files.ts';

/** Opens a list that is in memory, its times in Berlin. */
export const listOf = (data: Uint8Array | string, sizes?: readonly number[]) =>
  readOptOuts(inChunks(data, sizes), { name: 'opt-outs.csv', timeZone: 'Europe/Berlin' });

/** Everything in a list; opt-outs are also shown as `channel address reason at`, other rows as `line: why or code`. */
export async function readList(data: Uint8Array | string, sizes?: readonly number[]) {
  const { format, rows } = await listOf(data, sizes);
  const all: OptOutRow[] = [];
  for await (const row of rows) all.push(row);
  const optOuts = all.flatMap((row) => (row.kind === 'opt-out' ? [row.optOut] : []));
  const rejected = all.flatMap((row) => (row.kind === 'rejected' ? [row] : []));
  return {
    format,
    all,
    optOuts,
    out: optOuts.map(({ channel, address, reason, at = '-' }) => `${channel} ${address} ${reason} ${at}`),
    passedOver: all.flatMap((row) => (row.kind === 'passed-over' ? [`${row.line}: ${row.why}`] : [])),
    rejected,
    refused: rejected.map(({ line, code }) => `${line}: ${code}`),
  };
}

/** A CSV with these rows of cells. */
export const csv = (...rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\n`).join('');
