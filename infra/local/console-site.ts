import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { type ConsoleConfig, configPath } from '../../shared/console-api/config.ts';
import { consoleHeaders } from '../console-headers.ts';
import { consoleFile } from '../console-paths.ts';
import type { HttpApiRoute } from './http-api/http-api.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** Nobody signs in on loopback. */
const config: ConsoleConfig = {};

/** The routes that serve the built console from a folder, as CloudFront serves it from S3. */
export function consoleSite(directory: string): readonly HttpApiRoute[] {
  const serve = async ({
    pathParameters,
  }: {
    readonly pathParameters?: Readonly<Record<string, string | undefined>>;
  }) => {
    const asked = normalize(`/console/${pathParameters?.['path'] ?? ''}`);
    const file = consoleFile.test(asked) ? asked.replace('/console/', '/') : '/index.html';
    try {
      const body =
        asked === configPath ? Buffer.from(JSON.stringify(config)) : await readFile(join(directory, file));
      // These have the hash of their content in their names.
      const cacheControl = file.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      return {
        statusCode: 200,
        headers: {
          ...consoleHeaders({ connectTo: [] }),
          'content-type': contentTypes[extname(file)] ?? 'application/octet-stream',
          'cache-control': cacheControl,
        },
        body: body.toString('base64'),
        isBase64Encoded: true,
      };
    } catch {
      return { statusCode: 404, headers: { 'content-type': 'text/plain' }, body: notBuilt };
    }
  };
  const toConsole = async () => ({ statusCode: 302, headers: { location: '/console/' }, body: '' });
  return [
    { method: 'GET', path: '/', handler: toConsole },
    { method: 'GET', path: '/console', handler: toConsole },
    { method: 'GET', path: '/console/', handler: serve },
    { method: 'GET', path: '/console/{path+}', handler: serve },
  ];
}

const notBuilt = 'There is no such file. If the console was never built here: npm run build:console\n';

/**
 * Whoever reaches a server on loopback is the owner of this machine, so there is no login. The console may say in a header
 * as which roles it wants to be seen; without it as all of them.
 */
export const localClaims = ({ headersDistinct }: IncomingMessage): Readonly<Record<string, string>> => ({
  sub: 'local',
  name: 'You',
  'cognito:groups': `[${headersDistinct['x-rekindle-role']?.[0] ?? 'admin marketer staff'}]`,
});
