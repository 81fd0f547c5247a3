import { createHash } from 'node:crypto';
import type { Browser } from '../../../console/api/login.ts';

const login = { url: 'https://login.example', clientId: 'client-1' };
const origin = 'https://console.example';

/** A user pool's login, as far as the console talks to it, and the browser that stands between them. */
export function openBrowser(address: string, { hasLogin = true }: { readonly hasLogin?: boolean } = {}) {
  const kept = new Map<string, string>();
  const grants = new Map<string, { readonly challenge: string; readonly redirectUri: string }>();
  const state = {
    address,
    nowMs: Date.UTC(2026, 10, 26),
    /** Where the browser was sent, latest last. */
    visited: [] as URL[],
    /** The grants that were asked for. */
    asked: [] as URLSearchParams[],
    revoked: [] as (string | null)[],
    goodRefresh: undefined as string | undefined,
    isReachable: true,
    /** Resolves when the browser has waited long enough. */
    patience: new Promise<void>(() => {}),
    answerWith: undefined as Response | undefined,
  };
  let issued = 0;

  const issue = (): Response => {
    issued += 1;
    state.goodRefresh = `refresh-${issued}`;
    return Response.json({
      access_token: `access-${issued}`,
      refresh_token: state.goodRefresh,
      id_token: `id-${issued}`,
      token_type: 'Bearer',
      expires_in: 900,
    });
  };
  const refuse = (error: string): Response => Response.json({ error }, { status: 400 });

  const answerToken = (form: URLSearchParams): Response => {
    state.asked.push(form);
    if (form.get('client_id') !== login.clientId) return refuse('invalid_client');
    if (form.get('grant_type') === 'refresh_token')
      return form.get('refresh_token') === state.goodRefresh ? issue() : refuse('invalid_grant');
    const grant = grants.get(form.get('code') ?? '');
    grants.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isProven = grant?.challenge === proof && grant.redirectUri === form.get('redirect_uri');
    return isProven ? issue() : refuse('invalid_grant');
  };

  const browser: Browser = {
    origin,
    now: () => state.nowMs,
    wait: () => state.patience,
    async fetch(url, init) {
      if (!state.isReachable) throw new TypeError('fetch failed');
      if (url === '/console/config.json') return state.answerWith ?? Response.json(hasLogin ? { login } : {});
      if (state.answerWith !== undefined) return state.answerWith;
      const form = new URLSearchParams(String(init?.body));
      if (url === `${login.url}/oauth2/token`) return answerToken(form);
      if (url === `${login.url}/oauth2/revoke`) {
        state.revoked.push(form.get('token'));
        state.goodRefresh = undefined;
        return new Response(undefined, { status: 200 });
      }
      throw new Error(`nobody answers ${url}`);
    },
    address: () => state.address,
    rename(next) {
      state.address = next;
    },
    leaveFor(url) {
      state.visited.push(new URL(url));
    },
    notes: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, text) => {
        kept.set(key, text);
      },
      removeItem: (key) => {
        kept.delete(key);
      },
    },
  };

  return {
    browser,
    state,
    kept,
    /** What the login does when the name and the password are right: it sends back with a code. */
    signInAtLogin(change: (back: URL) => void = () => {}): void {
      const query = state.visited.at(-1)?.searchParams;
      const code = `code-${grants.size + 1}`;
      const redirectUri = query?.get('redirect_uri') ?? '';
      grants.set(code, { challenge: query?.get('code_challenge') ?? '', redirectUri });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', query?.get('state') ?? '');
      change(back);
      state.address = `${back.pathname}${back.search}`;
    },
  };
}
