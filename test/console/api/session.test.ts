import { describe, expect, test } from 'vitest';
import { createSession } from '../../../console/api/create-session.ts';
import { openBrowser } from './login-server.ts';

const page = '/console/customers/ann%40shop.example?since=2026-01-01#orders';
const minuteMs = 60_000;

/** A browser on a page whose person has just signed in. */
async function signedIn() {
  const opened = openBrowser(page);
  await createSession(opened.browser).open('en');
  opened.signInAtLogin();
  const session = createSession(opened.browser);
  expect(await session.open('en')).toBe('open');
  return { ...opened, session };
}

describe('where nobody signs in', () => {
  test('the page opens at once, and sends no token', async () => {
    const { browser, state } = openBrowser(page, { hasLogin: false });
    const session = createSession(browser);
    expect(await session.open('en')).toBe('open');
    expect(session.hasLogin()).toBe(false);
    expect(await session.token()).toBeUndefined();
    expect(await session.renew()).toBe(false);
    expect(state.visited).toEqual([]);
  });

  test.each([
    ['is missing', () => new Response('', { status: 404 })],
    ['may not be read', () => new Response('', { status: 403 })],
    ['is no JSON', () => new Response('<!doctype html>')],
  ])('is never where the configuration %s', async (_, answer) => {
    const { browser, state } = openBrowser(page);
    state.answerWith = answer();
    await expect(createSession(browser).open('en')).rejects.toMatchObject({ kind: 'offline' });
  });
});

describe('signing in', () => {
  test('goes to the login with a challenge, in the language of the page', async () => {
    const { browser, state } = openBrowser(page);
    const session = createSession(browser);
    expect(await session.open('zh')).toBe('leaving');
    const [asked] = state.visited;
    expect(asked?.origin + (asked?.pathname ?? '')).toBe('https://login.example/oauth2/authorize');
    expect(Object.fromEntries(asked?.searchParams ?? [])).toEqual({
      response_type: 'code',
      client_id: 'client-1',
      redirect_uri: 'https://console.example/console/signed-in',
      scope: 'openid',
      state: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      lang: 'zh-CN',
    });
  });

  test('comes back to the page that was asked for, with a token', async () => {
    const { session, state } = await signedIn();
    expect(await session.token()).toBe('access-1');
    expect(state.address).toBe(page);
    expect(session.hasLogin()).toBe(true);
  });

  test('keeps nothing in the browser: neither tokens nor what was noted on the way', async () => {
    const { kept } = await signedIn();
    expect([...kept]).toEqual([]);
  });

  test('happens once, however often the page asks', async () => {
    const { browser, state } = openBrowser(page);
    const session = createSession(browser);
    await Promise.all([session.open('en'), session.open('en')]);
    expect(state.visited).toHaveLength(1);
  });

  test('makes a new challenge and a new state each time', async () => {
    const [one, two] = [openBrowser(page), openBrowser(page)];
    await createSession(one.browser).open('en');
    await createSession(two.browser).open('en');
    for (const name of ['state', 'code_challenge'])
      expect(one.state.visited[0]?.searchParams.get(name)).not.toBe(
        two.state.visited[0]?.searchParams.get(name),
      );
  });

  test.each([
    ['with the state of somebody else', (back: URL) => back.searchParams.set('state', 'theirs')],
    ['without a state', (back: URL) => back.searchParams.delete('state')],
    ['without a code', (back: URL) => back.searchParams.delete('code')],
    ['with a refusal', (back: URL) => back.searchParams.set('error', 'access_denied')],
    ['with a code that is not for it', (back: URL) => back.searchParams.set('code', 'another')],
  ])('fails %s, and leaves the code in no address', async (_, change) => {
    const { browser, state, signInAtLogin } = openBrowser(page);
    await createSession(browser).open('en');
    signInAtLogin(change);
    const session = createSession(browser);
    await expect(session.open('en')).rejects.toMatchObject({ kind: 'login-failed' });
    expect(state.address).toBe(page);
    await expect(session.token()).rejects.toMatchObject({ kind: 'signed-out' });
  });

  test('fails by a link that this tab never asked for, before the code is used', async () => {
    const { browser, state } = openBrowser('/console/signed-in?code=theirs&state=theirs');
    const session = createSession(browser);
    await expect(session.open('en')).rejects.toMatchObject({ kind: 'login-failed' });
    expect(state.asked).toEqual([]);
    expect(state.address).toBe('/console/');
  });

  test('can be tried again where the console could not be reached, and returns to the same page', async () => {
    const { browser, state, signInAtLogin } = openBrowser(page);
    await createSession(browser).open('en');
    signInAtLogin();
    state.isReachable = false;
    const session = createSession(browser);
    await expect(session.open('en')).rejects.toMatchObject({ kind: 'offline' });
    state.isReachable = true;
    expect(await session.open('en')).toBe('open');
    expect(await session.token()).toBe('access-1');
    expect(state.address).toBe(page);
  });

  test.each([
    ['an empty answer', {}],
    ['no text for a token', { access_token: 1, refresh_token: 'r', expires_in: 900 }],
    ['no time for it to expire', { access_token: 'a', refresh_token: 'r' }],
  ])('fails on %s', async (_, answer) => {
    const { browser, state, signInAtLogin } = openBrowser(page);
    await createSession(browser).open('en');
    signInAtLogin();
    const session = createSession({
      ...browser,
      fetch: async (url, init) => (url.endsWith('/token') ? Response.json(answer) : browser.fetch(url, init)),
    });
    await expect(session.open('en')).rejects.toMatchObject({ kind: 'login-failed' });
    expect(state.visited).toHaveLength(1);
  });
});

describe('a session', () => {
  test('uses its token for as long as it holds', async () => {
    const { session, state } = await signedIn();
    state.nowMs += 13 * minuteMs;
    expect(await session.token()).toBe('access-1');
    expect(state.asked).toHaveLength(1);
  });

  test('is renewed silently shortly before the token expires, by each refresh token once', async () => {
    const { session, state } = await signedIn();
    for (const expected of ['access-2', 'access-3']) {
      state.nowMs += 14.5 * minuteMs;
      const tokens = await Promise.all([session.token(), session.token(), session.token()]);
      expect(new Set(tokens)).toEqual(new Set([expected]));
    }
    expect(state.asked.map((form) => form.get('refresh_token'))).toEqual([null, 'refresh-1', 'refresh-2']);
    expect(state.visited).toHaveLength(1);
  });

  test('keeps its refresh token where the login does not replace it', async () => {
    const { browser, state, signInAtLogin } = openBrowser(page);
    await createSession(browser).open('en');
    signInAtLogin();
    const session = createSession({
      ...browser,
      fetch: async (url, init) => {
        const form = new URLSearchParams(String(init?.body));
        if (form.get('grant_type') !== 'refresh_token') return browser.fetch(url, init);
        state.asked.push(form);
        return Response.json({ access_token: 'next', expires_in: 900 });
      },
    });
    await session.open('en');
    for (const _ of [1, 2]) {
      state.nowMs += 15 * minuteMs;
      expect(await session.token()).toBe('next');
    }
    expect(state.asked.slice(1).map((form) => form.get('refresh_token'))).toEqual(['refresh-1', 'refresh-1']);
  });

  test('replaces a token that the API refuses before its time', async () => {
    const { session } = await signedIn();
    expect(await session.renew()).toBe(true);
    expect(await session.token()).toBe('access-2');
  });

  test('ends when it is not renewed any more, and begins anew on the same page', async () => {
    const { session, state } = await signedIn();
    state.goodRefresh = undefined;
    state.nowMs += 15 * minuteMs;
    await expect(session.token()).rejects.toMatchObject({ kind: 'signed-out' });
    expect(await session.renew()).toBe(false);
    await session.signIn('en');
    expect(state.visited.at(-1)?.pathname).toBe('/oauth2/authorize');
    expect(state.address).toBe(page);
  });

  test.each([
    [
      'the network is down',
      (state: { isReachable: boolean }) => {
        state.isReachable = false;
      },
    ],
    [
      'the login is out of order',
      (state: { answerWith: Response | undefined }) => {
        state.answerWith = new Response('', { status: 503 });
      },
    ],
  ])('outlives a moment in which %s', async (_, disturb) => {
    const { session, state } = await signedIn();
    state.nowMs += 15 * minuteMs;
    disturb(state);
    await expect(session.token()).rejects.toMatchObject({ kind: 'offline' });
    state.isReachable = true;
    state.answerWith = undefined;
    expect(await session.token()).toBe('access-2');
  });

  test('is over after a reload, which asks the login for another', async () => {
    const { browser, state } = await signedIn();
    expect(await createSession(browser).open('en')).toBe('leaving');
    expect(state.visited).toHaveLength(2);
  });
});

describe('signing out', () => {
  test('revokes the refresh token and ends the session of the login', async () => {
    const { session, state } = await signedIn();
    await session.signOut();
    expect(state.revoked).toEqual(['refresh-1']);
    expect(String(state.visited.at(-1))).toBe(
      'https://login.example/logout?client_id=client-1&logout_uri=https%3A%2F%2Fconsole.example%2Fconsole%2F',
    );
    await expect(session.token()).rejects.toMatchObject({ kind: 'signed-out' });
  });

  test('lets the page send what it has not sent yet, with the token, and goes on whether that was taken or not', async () => {
    const { session, state } = await signedIn();
    const sentWith: unknown[] = [];
    session.beforeEnd(async () => {
      await Promise.resolve();
      sentWith.push(await session.token(), [...state.revoked]);
    });
    session.beforeEnd(() => Promise.reject(new Error('refused')));
    await session.signOut();
    expect(sentWith).toEqual(['access-1', []]);
    expect(state.revoked).toEqual(['refresh-1']);
    expect(state.visited.at(-1)?.pathname).toBe('/logout');
  });

  test('is not kept by a server that never answers what the page still sends', async () => {
    const { session, state } = await signedIn();
    session.beforeEnd(() => new Promise(() => {}));
    state.patience = Promise.resolve();
    await session.signOut();
    expect(state.visited.at(-1)?.pathname).toBe('/logout');
  });

  test('in another tab has this one send at once what it has not sent yet', async () => {
    const { session } = await signedIn();
    let token: Promise<string | undefined> | undefined;
    session.beforeEnd(async () => {
      token = session.token();
    });
    session.forget();
    expect(await token).toBe('access-1');
    await expect(session.token()).rejects.toMatchObject({ kind: 'signed-out' });
  });

  test('is not kept by a network that is down', async () => {
    const { session, state } = await signedIn();
    state.isReachable = false;
    await session.signOut();
    expect(state.visited.at(-1)?.pathname).toBe('/logout');
  });

  test('is not undone by a renewal that was under way', async () => {
    const { session, state } = await signedIn();
    state.nowMs += 15 * minuteMs;
    const late = session.token();
    session.forget();
    await late;
    await expect(session.token()).rejects.toMatchObject({ kind: 'signed-out' });
  });

  test('in another tab leaves this one to sign in again', async () => {
    const { session, state } = await signedIn();
    session.forget();
    await expect(session.token()).rejects.toMatchObject({ kind: 'signed-out' });
    expect(await session.open('en')).toBe('leaving');
    expect(state.visited).toHaveLength(2);
  });
});
