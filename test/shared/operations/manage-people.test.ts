import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import type { Role } from '../../../shared/console-api/roles.ts';
import { ContentionError, NotFoundError } from '../../../shared/errors.ts';
import {
  changeAccess,
  changeRoles,
  type Directing,
  inviteAgain,
  invitePerson,
  type PeopleDirectory,
  type Person,
} from '../../../shared/operations/manage-people.ts';
import type { Lease } from '../../../shared/store/leases.ts';

/** A directory in memory; `pause` comes before whatever is asked of it. */
function directoryOf(
  roles: Readonly<Record<string, readonly Role[]>>,
  pause: (what: string) => Promise<void> = async () => {},
) {
  const all = new Map(
    Object.entries(roles).map(([name, own]) => [
      name,
      { roles: new Set(own), isEnabled: true, hasSignedIn: true, email: `${name}@shop.example` },
    ]),
  );
  const known = (name: string) => {
    const person = all.get(name);
    if (person === undefined) throw new NotFoundError('there is no such person');
    return person;
  };
  const personOf = (name: string): Person => {
    const { roles: own, ...others } = known(name);
    return { id: `id-${name}`, name, roles: [...own], ...others };
  };
  const sent: string[] = [];
  const people: PeopleDirectory = {
    get: (name) => pause('get').then(() => personOf(name)),
    page: async () => ({ people: [...all.keys()].map(personOf) }),
    adminNames: () =>
      pause('list').then(() => [...all].flatMap(([name, one]) => (one.roles.has('admin') ? [name] : []))),
    invite: async (name, email) => {
      if (all.has(name)) return false;
      all.set(name, { roles: new Set(), isEnabled: true, hasSignedIn: false, email });
      return true;
    },
    inviteAgain: async (name) => {
      sent.push(name);
      return !known(name).hasSignedIn;
    },
    addRole: (name, role) => pause('add').then(() => void known(name).roles.add(role)),
    removeRole: (name, role) => pause('remove').then(() => void known(name).roles.delete(role)),
    setEnabled: async (name, isEnabled) => {
      await pause('enable');
      known(name).isEnabled = isEnabled;
    },
  };
  const admins = () =>
    [...all].flatMap(([name, one]) => (one.isEnabled && one.roles.has('admin') ? [name] : []));
  return { people, all, sent, admins, rolesOf: (name: string) => [...known(name).roles].sort() };
}

/** Leases in memory. */
function leasesInMemory(): Directing['leases'] {
  const held = new Map<string, Lease>();
  return {
    async take(what, lease, now) {
      const before = held.get(what);
      if (before !== undefined && before.until > now) return false;
      held.set(what, lease);
      return true;
    },
    async free(what, { by }) {
      if (held.get(what)?.by === by) held.delete(what);
    },
  };
}

const by = (name: string, leases = leasesInMemory(), at = '2026-12-01T10:00:00Z'): Directing => ({
  leases,
  by: `id-${name}`,
  at: instant(at),
  requestId: `request of ${name} at ${at}`,
});

describe('an admin', () => {
  test('invites somebody into roles, once', async () => {
    const { people, rolesOf } = directoryOf({ ann: ['admin'] });
    expect(await invitePerson(people, 'mei', 'mei@shop.example', ['staff', 'marketer'])).toBe(true);
    expect(rolesOf('mei')).toEqual(['marketer', 'staff']);
    expect(await invitePerson(people, 'mei', 'other@shop.example', ['admin'])).toBe(false);
    expect(rolesOf('mei')).toEqual(['marketer', 'staff']);
  });

  test('completes an invitation that a crash left without some of its roles, and nobody else’s', async () => {
    const { people, rolesOf, all } = directoryOf({ ann: ['admin'] });
    const addRole = async (name: string, role: Role) =>
      role === 'staff' ? people.addRole(name, role) : Promise.reject(new Error('power cut'));
    const crashes = { ...people, addRole };
    const invite = (by: PeopleDirectory, email = 'mei@shop.example') =>
      invitePerson(by, 'mei', email, ['staff', 'marketer']);
    await expect(invite(crashes)).rejects.toThrow('power cut');
    expect(await invite(people, 'other@shop.example')).toBe(false);
    expect(rolesOf('mei')).toEqual(['staff']);
    expect(await invite(people)).toBe(true);
    expect(rolesOf('mei')).toEqual(['marketer', 'staff']);
    expect(await invite(people)).toBe(false);
    all.set('eve', { roles: new Set(), isEnabled: true, hasSignedIn: true, email: 'eve@shop.example' });
    expect(await invitePerson(people, 'eve', 'eve@shop.example', ['admin'])).toBe(false);
    // The address is somebody else's, and the name nobody's.
    const taken = { ...people, invite: async () => false };
    expect(await invitePerson(taken, 'new', 'ann@shop.example', ['staff'])).toBe(false);
  });

  test('invites again only whoever has not signed in yet and may', async () => {
    const { people, sent } = directoryOf({ ann: ['admin'] });
    await invitePerson(people, 'mei', 'mei@shop.example', ['staff']);
    expect(await inviteAgain(people, 'mei')).toBeUndefined();
    expect(await inviteAgain(people, 'ann')).toBe('signed-in');
    await people.setEnabled('mei', false);
    expect(await inviteAgain(people, 'mei')).toBe('disabled');
    expect(sent).toEqual(['mei']);
    await expect(inviteAgain(people, 'nobody')).rejects.toThrow(NotFoundError);
    await people.invite('eve', 'eve@shop.example');
    const signsInMeanwhile = { ...people, inviteAgain: async () => false };
    expect(await inviteAgain(signsInMeanwhile, 'eve')).toBe('signed-in');
  });

  test('gives somebody other roles, takes them from another admin, and disables and enables', async () => {
    const { people, rolesOf, all } = directoryOf({ ann: ['admin'], bob: ['admin', 'staff'] });
    const ann = by('ann');
    expect(await changeRoles(people, 'bob', ['marketer', 'staff'], ann)).toBeUndefined();
    expect(rolesOf('bob')).toEqual(['marketer', 'staff']);
    await people.addRole('bob', 'admin');
    expect(await changeAccess(people, 'bob', false, ann)).toBeUndefined();
    expect(all.get('bob')?.isEnabled).toBe(false);
    expect(await changeAccess(people, 'bob', true, ann)).toBeUndefined();
    expect(all.get('bob')?.isEnabled).toBe(true);
  });

  test('takes neither the role nor the access from themselves, and may have more roles', async () => {
    const { people, rolesOf, all } = directoryOf({ ann: ['admin'], bob: ['admin'] });
    expect(await changeRoles(people, 'ann', ['staff'], by('ann'))).toBe('yourself');
    expect(await changeAccess(people, 'ann', false, by('ann'))).toBe('yourself');
    expect(await changeRoles(people, 'ann', ['admin', 'staff'], by('ann'))).toBeUndefined();
    expect(rolesOf('ann')).toEqual(['admin', 'staff']);
    expect(all.get('ann')?.isEnabled).toBe(true);
  });

  test('whose session outlived the role cannot take the last admin’s, and may try again at once', async () => {
    const { people, admins } = directoryOf({ ann: ['staff'], bob: ['admin'], eve: ['admin'] });
    const ann = by('ann');
    await people.setEnabled('eve', false);
    expect(await changeRoles(people, 'bob', ['staff'], ann)).toBe('last-admin');
    expect(await changeAccess(people, 'bob', false, ann)).toBe('last-admin');
    expect(admins()).toEqual(['bob']);
    // A list that is some moments old names somebody who is gone.
    const stale = { ...people, adminNames: async () => ['bob', 'eve', 'gone'] };
    expect(await changeRoles(stale, 'bob', ['staff'], ann)).toBe('last-admin');
  });
});

describe('two admins who remove each other at the same moment', () => {
  const changes = {
    role: (people: PeopleDirectory, whose: string, who: Directing) =>
      changeRoles(people, whose, ['staff'], who),
    access: (people: PeopleDirectory, whose: string, who: Directing) =>
      changeAccess(people, whose, false, who),
  };

  test.each(['role', 'access'] as const)(
    'do not both lose their %s, however it interleaves',
    async (what) => {
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          const leases = leasesInMemory();
          const { people, admins } = directoryOf({ ann: ['admin'], bob: ['admin'] }, (name) =>
            scheduler.schedule(Promise.resolve(), name),
          );
          const both = [
            changes[what](people, 'bob', by('ann', leases)),
            changes[what](people, 'ann', by('bob', leases)),
          ];
          await scheduler.waitFor(Promise.allSettled(both));
          expect(admins()).toHaveLength(1);
        }),
        { numRuns: 50 },
      );
    },
  );

  test('do not when one of the requests dies at any point, and a repeat a minute later is decided anew', async () => {
    for (const dies of ['get', 'list', 'remove']) {
      const leases = leasesInMemory();
      const { people, admins } = directoryOf({ ann: ['admin'], bob: ['admin'] });
      const dying: PeopleDirectory = {
        ...people,
        ...(dies === 'get' && { get: async () => Promise.reject(new Error('power cut')) }),
        ...(dies === 'list' && { adminNames: async () => Promise.reject(new Error('power cut')) }),
        ...(dies === 'remove' && {
          async removeRole(name, role) {
            await people.removeRole(name, role);
            throw new Error('power cut');
          },
        }),
      };
      await expect(changeRoles(dying, 'bob', ['staff'], by('ann', leases))).rejects.toThrow('power cut');
      if (dies !== 'get')
        await expect(changeRoles(people, 'ann', ['staff'], by('bob', leases))).rejects.toThrow(
          ContentionError,
        );
      const later = by('bob', leases, '2026-12-01T10:01:00Z');
      await changeRoles(people, 'ann', ['staff'], later);
      expect(admins()).toHaveLength(1);
    }
  });
});
