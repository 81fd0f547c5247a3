import {
  type ConsoleConfig,
  configPath,
  type LoginConfig,
  signedInPath,
} from '../../shared/console-api/config.ts';
import type { Language } from '../../shared/language.ts';
import {
  type Browser,
  comeFromLogin,
  goToLogin,
  leaveLogin,
  renewTokens,
  SessionError,
  type Tokens,
} from './login.ts';

/** The session of one page. */
export interface Session {
  /**
   * Begins it. Where people sign in and nobody has yet, the browser goes to the login, which sends back at once whoever
   * has a session there.
   *
   * @returns whether the page may be shown; `leaving` when another is about to be
   * @throws SessionError
   */
  open(language: Language): Promise<'open' | 'leaving'>;
  /** False on loopback, where nobody signs in. */
  hasLogin(): boolean;
  /**
   * The token for the API, renewed when it is about to expire; undefined where nobody signs in.
   * @throws SessionError
   */
  token(): Promise<string | undefined>;
  /**
   * Replaces a token that the API has refused.
   * @returns whether there is a new one
   */
  renew(): Promise<boolean>;
  /** Goes to the login and comes back to this page. */
  signIn(language: Language): Promise<void>;
  /** Has something done before the tokens are gone: what the page has not sent yet. */
  beforeEnd(finish: () => Promise<void>): void;
  /** Signs out, as soon as everything is finished or has taken too long. */
  signOut(): Promise<void>;
  /** Forgets the tokens at once: somebody has signed out in another tab. What is to be finished has just begun then. */
  forget(): void;
}

/** So long before a token expires it is replaced, so that it still holds when it arrives. */
const marginMs = 60_000;
/** Whoever signs out is not kept longer by a server that does not answer. */
const patienceMs = 5_000;

/** Creates the session of a page. */
export function createSession(browser: Browser): Session {
  let login: LoginConfig | undefined;
  let tokens: Tokens | undefined;
  let opening: Promise<'open' | 'leaving'> | undefined;
  let renewing: Promise<Tokens> | undefined;
  const toFinish: (() => Promise<void>)[] = [];
  const finishAll = () => Promise.allSettled(toFinish.map((finish) => finish()));

  const begin = async (language: Language): Promise<'open' | 'leaving'> => {
    ({ login } = await readConfig(browser));
    if (login === undefined) return 'open';
    const returnTo = browser.address();
    if (new URL(returnTo, browser.origin).pathname === signedInPath) {
      tokens = await comeFromLogin(login, browser);
      return 'open';
    }
    await goToLogin(login, browser, { returnTo, language });
    return 'leaving';
  };

  /** One renewal for all who wait: a refresh token is good for once. */
  const renewed = (from: LoginConfig, old: Tokens): Promise<Tokens> => {
    renewing ??= renewTokens(from, browser, old)
      .then((next) => {
        // Not when somebody has signed out meanwhile.
        if (tokens === old) tokens = next;
        return next;
      })
      .catch((error: unknown) => {
        if (error instanceof SessionError && error.kind === 'signed-out') tokens = undefined;
        throw error;
      })
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  };

  return {
    open(language) {
      opening ??= begin(language).catch((error: unknown) => {
        opening = undefined;
        throw error;
      });
      return opening;
    },
    hasLogin: () => login !== undefined,
    async token() {
      if (login === undefined) return undefined;
      if (tokens === undefined) throw new SessionError('signed-out');
      const isFresh = browser.now() < tokens.expiresAtMs - marginMs;
      return (isFresh ? tokens : await renewed(login, tokens)).access;
    },
    async renew() {
      if (login === undefined || tokens === undefined) return false;
      return renewed(login, tokens).then(
        () => true,
        () => false,
      );
    },
    async signIn(language) {
      if (login !== undefined) await goToLogin(login, browser, { returnTo: browser.address(), language });
    },
    beforeEnd(finish) {
      toFinish.push(finish);
    },
    async signOut() {
      await Promise.race([finishAll(), browser.wait(patienceMs)]);
      const last = tokens;
      tokens = undefined;
      if (login !== undefined) await leaveLogin(login, browser, last);
    },
    forget() {
      void finishAll();
      tokens = undefined;
      opening = undefined;
    },
  };
}

/** @throws SessionError when it cannot be read: a console that does not know how to sign in shows nothing */
async function readConfig(browser: Browser): Promise<ConsoleConfig> {
  try {
    const response = await browser.fetch(configPath);
    if (!response.ok) throw new Error(`${configPath}: ${response.status}`);
    const config: unknown = await response.json();
    // The deployment and the embedded stack write it by the same type.
    return config as ConsoleConfig;
  } catch (cause) {
    throw new SessionError('offline', { cause });
  }
}
