// Plain JavaScript, because a forked child must be able to run it without a TypeScript loader.
import { createRequire } from 'node:module';
import dynalite from 'dynalite';

const requireFromDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const { Level } = requireFromDynalite('level');
const { AbstractKeyIterator, AbstractValueIterator } = createRequire(requireFromDynalite.resolve('level'))(
  'abstract-level',
);

// Dynalite ends a page by calling `iterator.return()`, which these iterators do not have: every page of a Scan or
// Query would leave its iterator, and so a LevelDB snapshot, open until the process ends (measured: 300 of 300).
for (const iterator of [AbstractKeyIterator, AbstractValueIterator]) {
  iterator.prototype.return ??= function closeIterator() {
    return this.close();
  };
}

/** @param {{ directory?: string }} options */
export async function createDynaliteServer({ directory }) {
  if (directory !== undefined) await checkThatItOpens(directory);
  const server = dynalite({
    ...(directory === undefined ? {} : { path: directory }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  tolerateAbortedRequests(server);
  return server;
}

/** Dynalite opens LevelDB lazily and would answer the first request with the failure; a start must fail at once. */
async function checkThatItOpens(directory) {
  const probe = new Level(directory);
  await probe.open();
  await probe.close();
}

/** Dynalite rethrows a request's `error`, so that one client hanging up mid-request would end the whole server. */
function tolerateAbortedRequests(server) {
  server.on('request', (request) => {
    request.removeAllListeners('error');
    request.on('error', () => undefined);
  });
}
