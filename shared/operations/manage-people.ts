import type { Instant } from '../calendar.ts';
import type { peopleRefusals } from '../console-api/people.ts';
import type { Role } from '../console-api/roles.ts';

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
  /** The ids of all enabled admins. */
  adminIds(): Promise<readonly string[]>;
  /** Sends somebody a first password. Returns false, having changed nothing, when the name or address is taken. */
  invite(name: string, email: string): Promise<boolean>;
  addRole(name: string, role: Role): Promise<void>;
  removeRole(name: string, role: Role): Promise<void>;
  setEnabled(name: string, isEnabled: boolean): Promise<void>;
}

export type PeopleRefusal = (typeof peopleRefusals)[number];

/**
 * Invites somebody into roles.
 *
 * @returns false, having changed nothing, when the name or address is taken
 */
export async function invitePerson(
  people: PeopleDirectory,
  name: string,
  email: string,
  roles: readonly Role[],
): Promise<boolean> {
  if (!(await people.invite(name, email))) return false;
  for (const role of roles) await people.addRole(name, role);
  return true;
}

/**
 * Gives somebody other roles. What they have signed in with keeps the roles it has until it is renewed, a quarter of an
 * hour at most.
 *
 * @param by the id of whoever changes them
 * @returns why nothing was changed, or undefined @throws NotFoundError
 */
export async function changeRoles(
  people: PeopleDirectory,
  by: string,
  name: string,
  roles: readonly Role[],
): Promise<PeopleRefusal | undefined> {
  const person = await people.get(name);
  const removed = person.roles.filter((role) => !roles.includes(role));
  if (removed.includes('admin')) {
    const remove = () => people.removeRole(name, 'admin');
    const refusal = await withoutAdmin(people, by, person, remove, () => people.addRole(name, 'admin'));
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
 * @param by the id of whoever changes it
 * @returns why nothing was changed, or undefined @throws NotFoundError
 */
export async function changeAccess(
  people: PeopleDirectory,
  by: string,
  name: string,
  isEnabled: boolean,
): Promise<PeopleRefusal | undefined> {
  const person = await people.get(name);
  const change = () => people.setEnabled(name, isEnabled);
  if (isEnabled) return change().then(() => undefined);
  return withoutAdmin(people, by, person, change, () => people.setEnabled(name, true));
}

/**
 * Makes a change after which somebody is no admin any more. Nobody shuts themselves out, and somebody must be left who can
 * let others in; two admins who remove each other at the same moment find that nobody is left, and both stay.
 */
async function withoutAdmin(
  people: PeopleDirectory,
  by: string,
  { id, roles }: Person,
  change: () => Promise<void>,
  undo: () => Promise<void>,
): Promise<PeopleRefusal | undefined> {
  if (id === by) return 'yourself';
  if (!roles.includes('admin')) return change().then(() => undefined);
  const othersLeft = async () => (await people.adminIds()).some((admin) => admin !== id);
  if (!(await othersLeft())) return 'last-admin';
  await change();
  if (await othersLeft()) return undefined;
  await undo();
  return 'last-admin';
}
