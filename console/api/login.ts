import {
  type LoginConfig,
  loginScope,
  signedInPath,
  signedOutPath,
} from '../../shared/console-api/config.ts';
import { htmlLang, type Language } from '../../shared/language.ts';

/** What a signed-in person's page knows. It is nowhere but in memory. */
export interface Tokens {
  /** Opens the API. */
  readonly access: string;
  /** Gets the next ones, once. */
  readonly refresh: string;
  /** In ms since 1970, by this machine's clock. */
  readonly expiresAtMs: number;
}

/** What the login needs of the browser; tests give one of their own. */
export interface Browser {
  readonly origin: string;
  now(): number;
  fetch(url: string, init?: RequestInit): Promise<Response>;
  /** Path, query and fragment of what is open. */
  address(): string;
  /** Changes the address without loading anything. */
  rename(address: string): void;
  wait(ms: number): Promise<void>;
  /** Opens another page in the place of this one. */
  leaveFor(url: string): void;
  /** Notes that outlive the way to the login and back, in this tab only. */
  readonly notes: Notes;
}

interface Notes {
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

/** Why nobody is signed in: the session has ended, signing in did not work, or the login cannot be reached. */
export type SessionProblem = 'signed-out' | 'login-failed' | 'offline';

export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly kind: SessionProblem;

  constructor(kind: SessionProblem, options?: ErrorOptions) {
    super(kind, options);
    this.kind = kind;
  }
}

/** What went wrong; anything unforeseen is a failed login, which one may try again. */
export const sessionProblemOf = (error: unknown): SessionProblem =>
  error instanceof SessionError ? error.kind : 'login-failed';

const noteKey = 'rekindle-login';

/** What is noted while somebody is at the login. */
interface Attempt {
  readonly state: string;
  readonly verifier: string;
  readonly returnTo: string;
}

/** Sends the browser to the login: an authorization code with PKCE (RFC 7636), so that no secret is needed. */
export async function goToLogin(
  { url, clientId }: LoginConfig,
  browser: Browser,
  { returnTo, language }: { readonly returnTo: string; readonly language: Language },
): Promise<void> {
  const attempt: Attempt = { state: randomText(), verifier: randomText(), returnTo };
  browser.notes.setItem(noteKey, JSON.stringify(attempt));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: `${browser.origin}${signedInPath}`,
    scope: loginScope,
    state: attempt.state,
    code_challenge: await challengeOf(attempt.verifier),
    code_challenge_method: 'S256',
    lang: htmlLang[language],
  });
  browser.leaveFor(`${url}/oauth2/authorize?${query}`);
}

/**
 * Takes what the login has sent back in the address, and puts the page there that was open before.
 * @throws SessionError also when this tab did not ask for it: somebody else's link must not sign anybody in
 */
export async function comeFromLogin(login: LoginConfig, browser: Browser): Promise<Tokens> {
  const query = new URL(browser.address(), browser.origin).searchParams;
  const attempt = takeAttempt(browser.notes);
  // Whatever happens, the code neither stays in the history nor is it tried again.
  browser.rename(attempt?.returnTo ?? signedOutPath);
  const code = query.get('code');
  if (attempt === undefined || code === null || query.has('error') || query.get('state') !== attempt.state)
    throw new SessionError('login-failed');
  return askForTokens(login, browser, 'login-failed', {
    grant_type: 'authorization_code',
    code,
    code_verifier: attempt.verifier,
    redirect_uri: `${browser.origin}${signedInPath}`,
  });
}

/** @throws SessionError */
export const renewTokens = (login: LoginConfig, browser: Browser, { refresh }: Tokens): Promise<Tokens> =>
  askForTokens(
    login,
    browser,
    'signed-out',
    { grant_type: 'refresh_token', refresh_token: refresh },
    refresh,
  );

/** Ends the session of the login, too, and revokes what could prolong this one. */
export async function leaveLogin(
  { url, clientId }: LoginConfig,
  browser: Browser,
  tokens: Tokens | undefined,
): Promise<void> {
  if (tokens !== undefined) {
    const body = new URLSearchParams({ token: tokens.refresh, client_id: clientId });
    // Without an answer the session ends by itself; whoever wants to leave is not kept.
    await browser.fetch(`${url}/oauth2/revoke`, { method: 'POST', body }).catch(() => undefined);
  }
  const query = new URLSearchParams({
    client_id: clientId,
    logout_uri: `${browser.origin}${signedOutPath}`,
  });
  browser.leaveFor(`${url}/logout?${query}`);
}

async function askForTokens(
  { url, clientId }: LoginConfig,
  browser: Browser,
  refused: SessionProblem,
  grant: Readonly<Record<string, string>>,
  knownRefresh?: string,
): Promise<Tokens> {
  const askedAtMs = browser.now();
  const response = await browser
    .fetch(`${url}/oauth2/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...grant, client_id: clientId }),
    })
    .catch((cause: unknown) => {
      throw new SessionError('offline', { cause });
    });
  if (!response.ok) throw new SessionError(response.status >= 500 ? 'offline' : refused);
  const answer: unknown = await response.json().catch(() => undefined);
  const tokens = tokensIn(answer, askedAtMs, knownRefresh);
  if (tokens === undefined) throw new SessionError(refused);
  return tokens;
}

/** Reads an answer of the token endpoint; it repeats a refresh token only when it replaces it. */
function tokensIn(answer: unknown, askedAtMs: number, knownRefresh?: string): Tokens | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const access = 'access_token' in answer ? answer.access_token : undefined;
  const refresh = 'refresh_token' in answer ? answer.refresh_token : knownRefresh;
  const seconds = 'expires_in' in answer ? answer.expires_in : undefined;
  if (typeof access !== 'string' || typeof refresh !== 'string' || typeof seconds !== 'number')
    return undefined;
  return { access, refresh, expiresAtMs: askedAtMs + seconds * 1000 };
}

function takeAttempt(notes: Notes): Attempt | undefined {
  const text = notes.getItem(noteKey);
  notes.removeItem(noteKey);
  // Only goToLogin writes it, in this tab.
  return text === null ? undefined : (JSON.parse(text) as Attempt);
}

/** 256 random bits, as long as RFC 7636 wants a verifier to be. */
const randomText = (): string => base64Url(crypto.getRandomValues(new Uint8Array(32)));

const challengeOf = async (verifier: string): Promise<string> =>
  base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));

const base64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
