import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../../infra/local/clock.ts';
import { consoleSite } from '../../../infra/local/console-site.ts';
import { startHttpApi } from '../../../infra/local/http-api/http-api.ts';

const directory = mkdtempSync(join(tmpdir(), 'rekindle-site-'));
mkdirSync(join(directory, 'assets'));
writeFileSync(join(directory, 'index.html'), 'the page');
writeFileSync(join(directory, 'assets', 'main-1a2b.js'), 'a part of it');
writeFileSync(join(directory, 'secret.txt'), 'nobody asked for it');
const server = await startHttpApi({ clock: systemClock, routes: consoleSite(directory) });
afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

const get = async (path: string) => {
  const response = await fetch(`${server.url}${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('the console on a laptop', () => {
  test.each([
    '/console/',
    '/console/signed-in',
    '/console/customers/ann%40shop.example',
    '/console/secret.txt',
    '/console/assets/..%2fsecret.txt',
    '/console/assets/..%2f..%2f..%2fetc%2fpasswd',
  ])('shows the page at %s', async (path) => {
    const { status, headers, text } = await get(path);
    expect({ status, text }).toEqual({ status: 200, text: 'the page' });
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-cache');
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  });

  test('serves parts of the page, which may be kept', async () => {
    const { headers, text } = await get('/console/assets/main-1a2b.js');
    expect(text).toBe('a part of it');
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('says that nobody signs in', async () => {
    const { status, headers, text } = await get('/console/config.json');
    expect({ status, text }).toEqual({ status: 200, text: '{}' });
    expect(headers.get('content-type')).toBe('application/json');
  });

  test('has no part that was not built', async () => {
    expect(await get('/console/assets/other.js')).toMatchObject({ status: 404 });
  });
});
