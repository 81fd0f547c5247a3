import type { Answered } from '../../../shared/console-api/routes.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import {
  changeAccess,
  changeRoles,
  type Directing,
  inviteAgain,
  invitePerson,
  type PeopleDirectory,
  type Person,
} from '../../../shared/operations/manage-people.ts';
import { store } from '../../toolkit/store.ts';
import { userPool } from '../../toolkit/user-pool.ts';
import type { Answers, Circumstances } from './answer.ts';

/** What answers the routes about who may use the console. */
export const peopleAnswers = {
  'GET /api/people': async ({ query: { cursor } }, { caller }) => {
    const pool = userPool();
    if (pool === undefined) return { hasLogin: false, people: [] };
    const { people, next } = await pool.page(cursor);
    return {
      hasLogin: true,
      people: people.map((person) => lineOf(person, caller.id)),
      ...(next !== undefined && { next }),
    };
  },

  'POST /api/people': async ({ body: { name, email, roles } }) => ({
    isTaken: !(await invitePerson(theirPool(), name, email, roles)),
  }),

  'POST /api/people/{person}/invitation': async ({ path }) =>
    refusedBy(await inviteAgain(theirPool(), path.person)),

  'POST /api/people/{person}/roles': async ({ path, body }, circumstances) =>
    refusedBy(await changeRoles(theirPool(), path.person, body.roles, directingBy(circumstances))),

  'POST /api/people/{person}/access': async ({ path, body }, circumstances) =>
    refusedBy(await changeAccess(theirPool(), path.person, body.isEnabled, directingBy(circumstances))),
} satisfies Partial<Answers>;

/** @throws NotFoundError where nobody signs in */
function theirPool(): PeopleDirectory {
  const pool = userPool();
  if (pool === undefined) throw new NotFoundError('nobody signs in here, so there are no people to change');
  return pool;
}

const directingBy = ({ caller, at, requestId }: Circumstances): Directing => ({
  leases: store.leases,
  by: caller.id,
  at,
  requestId,
});

const refusedBy = <R extends string>(refused: R | undefined) => (refused === undefined ? {} : { refused });

const lineOf = (
  { id, name, email, roles, isEnabled, hasSignedIn, invitedAt }: Person,
  you: string,
): Answered<'GET /api/people'>['people'][number] => ({
  name,
  ...(email !== undefined && { email }),
  roles: [...roles],
  state: !isEnabled ? 'disabled' : hasSignedIn ? 'active' : 'invited',
  ...(invitedAt !== undefined && { since: invitedAt }),
  isYou: id === you,
});
