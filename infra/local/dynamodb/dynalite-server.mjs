// Plain JavaScript, so that a forked child can run it without a TypeScript loader.
import { createRequire } from 'node:module';
import dynalite from 'dynalite';

const requireFromDynalite = createRequire(createRequire(import.meta.url).resolve('dynalite'));
const databases = requireFromDynalite('./db');
const { checkTypes, checkValidations, toLowerFirst } = requireFromDynalite('./validations');
const { Level } = requireFromDynalite('level');
const { AbstractKeyIterator, AbstractValueIterator } = createRequire(requireFromDynalite.resolve('level'))(
  'abstract-level',
);

// At the end of a page dynalite calls `iterator.return()`, which these iterators do not have. Every page of a Scan or
// Query would leave its iterator, and with it a LevelDB snapshot, open until the process ends (measured: 300 of 300).
for (const iterator of [AbstractKeyIterator, AbstractValueIterator]) {
  iterator.prototype.return ??= function closeIterator() {
    return this.close();
  };
}

/**
 * Creates an HTTP server with DynamoDB's API. It is not listening yet. Without a directory it keeps data in memory.
 * `answer` gives what the server would, without HTTP.
 * @param {{ directory?: string }} options
 * @throws LevelDB's own error when the directory cannot be opened
 */
export async function createDynaliteServer({ directory }) {
  if (directory !== undefined) await checkCanOpen(directory);
  const { server, database } = serverAndDatabase({
    ...(directory === undefined ? {} : { path: directory }),
    createTableMs: 0,
    deleteTableMs: 0,
    updateTableMs: 0,
  });
  tolerateAbortedRequests(server);
  allowNoOtherOrigin(server);
  return { server, answer: (operation, request) => answer(database, operation, request) };
}

/** Dynalite keeps its database to itself, so this takes it from the function that creates it. */
function serverAndDatabase(options) {
  const { create } = databases;
  let database;
  databases.create = (...given) => {
    database = create(...given);
    return database;
  };
  try {
    return { server: dynalite(options), database };
  } finally {
    databases.create = create;
  }
}

/** What dynalite's HTTP handler does between parsing the body and writing the response. */
async function answer(database, operation, request) {
  const action = toLowerFirst(operation);
  const { types, custom } = requireFromDynalite(`./validations/${action}`);
  const run = requireFromDynalite(`./actions/${action}`);
  try {
    const data = checkTypes(request, types);
    checkValidations(data, types, custom, database);
    return await new Promise((resolve, reject) => {
      run(database, data, (error, response) => (error ? reject(error) : resolve(response)));
    });
  } catch (error) {
    if (error.statusCode === undefined) throw error;
    return { refused: { status: error.statusCode, ...error.body } };
  }
}

/** Dynalite opens LevelDB lazily, so a failure would only show at the first request. It should make the start fail. */
async function checkCanOpen(directory) {
  const probe = new Level(directory);
  await probe.open();
  await probe.close();
}

/** Dynalite rethrows a request's `error` event, so one client that disconnects mid-request would crash the server. */
function tolerateAbortedRequests(server) {
  server.on('request', (request) => {
    request.removeAllListeners('error');
    request.on('error', () => undefined);
  });
}

/** Dynalite allows every website to read the answer to a request that has an `Origin`, so it must not see one. */
function allowNoOtherOrigin(server) {
  server.prependListener('request', (request) => {
    delete request.headers.origin;
  });
}
