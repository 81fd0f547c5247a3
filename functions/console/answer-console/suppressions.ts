import { SESv2Client } from '@aws-sdk/client-sesv2';
import pMap from 'p-map';
import { writeOptOuts } from '../../../connectors/opt-outs/export.ts';
import type { OptOut, OptOutRow } from '../../../connectors/opt-outs/opt-out.ts';
import { readOptOuts } from '../../../connectors/opt-outs/read-opt-outs.ts';
import type { Answered } from '../../../shared/console-api/routes.ts';
import { longestImport } from '../../../shared/console-api/suppressions.ts';
import { InvalidInputError } from '../../../shared/errors.ts';
import { closeByList, findRecipient, pageOfClosed } from '../../../shared/operations/close-by-list.ts';
import { releaseMailbox } from '../../../shared/operations/release-mailbox.ts';
import { normalise } from '../../../shared/recipients/address.ts';
import { privacyWords } from '../../../shared/words/privacy.ts';
import { forgetBounces } from '../../toolkit/forget-bounces.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

/** Somebody waits for the answer. */
const ses = new SESv2Client({ maxAttempts: 2 });

type Imported = Answered<'POST /api/suppressions/import'>;

const concurrentClosings = 16;
const rejectionsShown = 20;

/** What answers the routes of mailboxes and phones that are closed. */
export const suppressionAnswers = {
  'POST /api/suppressions/find': async ({ body: { channel, address } }) => {
    const { suppression, released, consent, customers } = await findRecipient(
      store,
      channel,
      checked(channel, address),
    );
    return {
      ...(suppression && { suppression }),
      ...(released && { released }),
      ...(consent && { consent: { granted: consent.granted, at: consent.at, source: consent.source } }),
      customers: [...customers],
    };
  },

  'POST /api/suppressions': async ({ body: { channel, address } }, { at, requestId }) => {
    const { timeZone } = await store.settings.load();
    const reason = channel === 'email' ? ('unsubscribed' as const) : ('do-not-call' as const);
    const list = `console ${requestId}`;
    const asked = { channel, address: checked(channel, address), reason };
    return { result: await closeByList(store, asked, { list, now: at, timeZone }) };
  },

  'POST /api/suppressions/release': async ({ body: { address } }, { at, requestId }) => {
    const { timeZone } = await store.settings.load();
    const refused = await releaseMailbox(store, checked('email', address), {
      released: { at, source: `console ${requestId}` },
      timeZone,
      forgetBounces: (addresses) => forgetBounces(ses, addresses),
    });
    return refused === undefined ? {} : { refused };
  },

  'POST /api/suppressions/import': async ({ body: { name, text, lang } }, { at }) => {
    const { problem: worded } = privacyWords[lang].optOuts;
    const { timeZone } = await store.settings.load();
    const rows: OptOutRow[] = [];
    try {
      const list = await readOptOuts(bytesOf(text), { name, timeZone });
      for await (const row of list.rows) {
        rows.push(row);
        if (rows.length > longestImport) return { ...nothing, refused: { why: 'too-long' } };
      }
      const imported = await closeAll(rows, { list: `list ${list.format}`, now: at, timeZone });
      const rejected = imported.rejected.map(({ line, reason }) => ({ line, reason: worded(reason) }));
      return { ...imported, rejected };
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const message = error.issues.map((issue) => worded(issue.message)).join('\n');
      return { ...nothing, refused: { why: 'unreadable', message } };
    }
  },

  'GET /api/suppressions/export': async ({ query: { after } }) => {
    const { closed, next } = await pageOfClosed(store, after);
    const lines: string[] = [];
    for await (const line of writeOptOuts(closed)) lines.push(line);
    return { text: lines.slice(after === undefined ? 0 : 1).join(''), ...(next !== undefined && { next }) };
  },
} satisfies Partial<Answers>;

/** @throws InvalidInputError for what is no address of the channel */
function checked(channel: 'email' | 'phone', address: string): string {
  const isAddress =
    channel === 'email' ? /^[^\s@]+@[^\s@]+$/.test(address) : normalise.phone(address).length >= 5;
  if (isAddress) return address;
  throw new InvalidInputError('the request is not valid', [
    { path: 'body.address', message: `this is no ${channel === 'email' ? 'email address' : 'phone number'}` },
  ]);
}

const nothing: Imported = {
  closed: 0,
  closedAlready: 0,
  openedSince: 0,
  passedOver: 0,
  rejected: [],
  rejectedInAll: 0,
};

async function closeAll(
  rows: readonly OptOutRow[],
  from: Parameters<typeof closeByList>[2],
): Promise<Imported> {
  const optOuts = rows.flatMap((row): OptOut[] => (row.kind === 'opt-out' ? [row.optOut] : []));
  const results = await pMap(optOuts, (optOut) => closeByList(store, optOut, from), {
    concurrency: concurrentClosings,
  });
  const rejected = rows.flatMap((row) =>
    row.kind === 'rejected' ? [{ line: row.line, reason: row.reason }] : [],
  );
  return {
    closed: results.filter((result) => result === 'closed').length,
    closedAlready: results.filter((result) => result === 'closed-already').length,
    openedSince: results.filter((result) => result === 'opened-since').length,
    passedOver: rows.filter(({ kind }) => kind === 'passed-over').length,
    rejected: rejected.slice(0, rejectionsShown),
    rejectedInAll: rejected.length,
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
