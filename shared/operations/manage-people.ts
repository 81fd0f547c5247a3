import { type Instant, instantFromMs } from '../calendar.ts';
import type { invitationRefusals, peopleRefusals } from '../console-api/people.ts';
import type { Role } from '../console-api/roles.ts';
import { ContentionError, NotFoundError } from '../errors.ts';
import type { Store } from '../store/store.ts';

/** Somebody who may sign in to the console. */
export interface Person {
  /** A name that nobody else ever gets, as tokens have it. */
  readonly id: string;
  /** The name to sign in by. */
  readonly name: string;
  readonly email?: string;
  readonly roles: readonly Role[];
  readonly isEnabled: boolean;
  readonly hasSignedIn: boolean;
  readonly invitedAt?: Instant;
}

/** Where the people of the console are kept. */
export interface PeopleDirectory {
  /** @throws NotFoundError */
  get(name: string): Promise<Person>;
  page(cursor?: string): Promise<{ readonly people: readonly Person[]; readonly next?: string }>;
  /** The names of all admins, disabled or not; a role that was given or taken a moment ago may be missing in it. */
  adminNames(): Promise<readonly string[]>;
  /** Sends somebody a first password. Returns false, having changed nothing, when the name or address is taken. */
  invite(name: string, email: string): Promise<boolean>;
  /**
   * Sends somebody another first password. Returns false, having changed nothing, when they have one of their own.
   * @throws NotFoundError
   */
  inviteAgain(name: string): Promise<boolean>;
  addRole(name: string, role: Role): Promise<void>;
  removeRole(name: string, role: Role): Promise<void>;
  setEnabled(name: string, isEnabled: boolean): Promise<void>;
}

/** Whoever takes a role or access from an admin holds this lease, so that one after the other does. */
export interface Directing {
  readonly leases: Pick<Store['leases'], 'take' | 'free'>;
  /** The id of whoever changes something. */
  readonly by: string;
  readonly at: Instant;
  /** The request, which nobody else has. */
  readonly requestId: string;
}

export type PeopleRefusal = (typeof peopleRefusals)[number];
export type InvitationRefusal = (typeof invitationRefusals)[number];

/**
 * Invites somebody into roles. Doing it again after a crash gives the roles that are missing.
 *
 * @returns false, having changed nothing, when the name or address is taken
 */
export async function invitePerson(
  people: PeopleDirectory,
  name: string,
  email: string,
  roles: readonly Role[],
): Promise<boolean> {
  if (!(await people.invite(name, email))) {
    const taken = await people.get(name).catch(unlessMissing);
    if (taken === undefined || !isHalfInvited(taken, email, roles)) return false;
  }
  for (const role of roles) await people.addRole(name, role);
  return true;
}

/** True for somebody to whom this very invitation went out, and who has got some of its roles or none. */
const isHalfInvited = (person: Person, email: string, roles: readonly Role[]): boolean =>
  person.email === email &&
  !person.hasSignedIn &&
  person.roles.every((role) => roles.includes(role)) &&
  person.roles.length < roles.length;

/**
 * Sends an invitation again, with another first password; the one before is worth nothing then.
 *
 * @returns why none was sent, or undefined @throws NotFoundError
 */
export async function inviteAgain(
  people: PeopleDirectory,
  name: string,
): Promise<InvitationRefusal | undefined> {
  const { isEnabled, hasSignedIn } = await people.get(name);
  if (!isEnabled) return 'disabled';
  return !hasSignedIn && (await people.inviteAgain(name)) ? undefined : 'signed-in';
}

/**
 * Gives somebody other roles. What they have signed in with keeps the roles it has until it is renewed, a quarter of an
 * hour at most. Doing it again completes what a crash left out.
 *
 * @returns why nothing was changed, or undefined @throws NotFoundError @throws ContentionError
 */
export async function changeRoles(
  people: PeopleDirectory,
  name: string,
  roles: readonly Role[],
  directing: Directing,
): Promise<PeopleRefusal | undefined> {
  const person = await people.get(name);
  const removed = person.roles.filter((role) => !roles.includes(role));
  if (removed.includes('admin')) {
    const refusal = await withoutAdmin(people, person, directing, () => people.removeRole(name, 'admin'));
    // Before any other role, so that a refusal leaves everything as it was.
    if (refusal !== undefined) return refusal;
  }
  for (const role of roles) if (!person.roles.includes(role)) await people.addRole(name, role);
  for (const role of removed) if (role !== 'admin') await people.removeRole(name, role);
  return undefined;
}

/**
 * Lets somebody sign in, or not any more.
 *
 * @returns why nothing was changed, or undefined @throws NotFoundError @throws ContentionError
 */
export async function changeAccess(
  people: PeopleDirectory,
  name: string,
  isEnabled: boolean,
  directing: Directing,
): Promise<PeopleRefusal | undefined> {
  const person = await people.get(name);
  const change = () => people.setEnabled(name, isEnabled);
  if (isEnabled) return change().then(() => undefined);
  return withoutAdmin(people, person, directing, change);
}

/** Longer than a request can take: when it is over, whoever held it has ended. */
const leaseMs = 60_000;

/**
 * Makes a change after which somebody is no admin any more. Nobody shuts themselves out, and somebody must be left who can
 * let others in. Two admins who remove each other at the same moment come one after the other, and the second is refused:
 * there is nothing to take back, so a crash at any point leaves somebody.
 */
async function withoutAdmin(
  people: PeopleDirectory,
  { id, name, roles }: Person,
  { leases, by, at, requestId }: Directing,
  change: () => Promise<void>,
): Promise<PeopleRefusal | undefined> {
  if (id === by) return 'yourself';
  if (!roles.includes('admin')) return change().then(() => undefined);
  const lease = { by: requestId, until: instantFromMs(Date.parse(at) + leaseMs) };
  if (!(await leases.take('admins', lease, at)))
    throw new ContentionError('somebody else changes who is an admin at this moment; try again in a minute');
  const isSafe = await isOtherAdminLeft(people, name);
  // After an error nobody knows whether it was made, so the lease runs out by itself.
  if (isSafe) await change();
  await leases.free('admins', lease);
  return isSafe ? undefined : 'last-admin';
}

/** Asked of each person, because the list of a group may be some moments old. */
async function isOtherAdminLeft(people: PeopleDirectory, name: string): Promise<boolean> {
  for (const other of await people.adminNames()) {
    if (other === name) continue;
    const person = await people.get(other).catch(unlessMissing);
    if (person?.isEnabled && person.roles.includes('admin')) return true;
  }
  return false;
}

function unlessMissing(error: unknown): undefined {
  if (error instanceof NotFoundError) return undefined;
  throw error;
}
