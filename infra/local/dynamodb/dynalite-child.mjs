// Runs dynalite for one parent process. The parent starts and closes it over IPC; it exits when the parent is gone.
import { refuseForeignRequests } from '../foreign-requests.mjs';
import { createDynaliteServer } from './dynalite-server.mjs';

// Ctrl-C sends SIGINT to the whole process group, but the parent decides when the database closes.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.once('message', (options) => void start(options).catch(fail));

/** @param {{ directory?: string, port: number }} options */
async function start({ directory, port }) {
  const { server } = await createDynaliteServer({ directory });
  server.on('error', fail);
  refuseForeignRequests(server);
  server.listen(port, '127.0.0.1', () => process.send({ kind: 'listening', port: server.address().port }));
  process.once('message', () => {
    server.close(() => process.exit(0));
    server.closeIdleConnections();
  });
}

/** Reports the reason to the parent and exits: after an unexpected error, data in memory cannot be trusted. */
function fail(error) {
  const causes = [];
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    causes.push({ code: cause.code, message: cause.message });
  }
  const report = { kind: 'failed', causes: causes.length > 0 ? causes : [{ message: String(error) }] };
  if (!process.connected) process.exit(1);
  process.send(report, () => process.exit(1));
}
