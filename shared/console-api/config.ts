/** Where people sign in. */
export interface LoginConfig {
  /** The origin of the user pool's login, without a trailing slash. */
  readonly url: string;
  readonly clientId: string;
}

/** What the console reads from {@link configPath} before anything else. */
export interface ConsoleConfig {
  /** Absent on loopback, where nobody signs in. */
  readonly login?: LoginConfig;
}

export const configPath = '/console/config.json';

/** Where the login sends people back to, with a code for tokens. */
export const signedInPath = '/console/signed-in';

/** Where the login sends people who have signed out. */
export const signedOutPath = '/console/';

/** The scope that the API asks of a token. Only the login grants it, so that no other kind of token opens the API. */
export const loginScope = 'openid';
