import type { Role } from '../../shared/console-api/roles.ts';
import { createSession, type Session } from './create-session.ts';

/** As which role somebody on loopback wants to be seen; undefined for all of them. Lost with the page, on purpose. */
let seenAs: Role | undefined;

export const seeAs = (role: Role | undefined): void => {
  seenAs = role;
};

const otherTabs = new BroadcastChannel('rekindle-session');

/** The session of this page. */
export const pageSession: Session = createSession({
  origin: location.origin,
  now: Date.now,
  fetch: (url, init) => fetch(url, init),
  address: () => `${location.pathname}${location.search}${location.hash}`,
  rename: (address) => history.replaceState(null, '', address),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  leaveFor: (url) => location.replace(url),
  notes: sessionStorage,
});

/** Signs out here and in every other tab. */
export async function signOutEverywhere(): Promise<void> {
  otherTabs.postMessage('signed-out');
  await pageSession.signOut();
}

/** Calls the listener when somebody signs out in another tab: what is on the screen here has to go, too. */
export function hearSignOut(listener: () => void): () => void {
  const hear = () => {
    pageSession.forget();
    listener();
  };
  otherTabs.addEventListener('message', hear);
  return () => otherTabs.removeEventListener('message', hear);
}

/**
 * The headers that say who asks.
 * @throws SessionError when the session has ended
 */
export async function sessionHeaders(): Promise<Readonly<Record<string, string>>> {
  const token = await pageSession.token();
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  return seenAs === undefined ? {} : { 'x-rekindle-role': seenAs };
}
