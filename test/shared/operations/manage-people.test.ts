import { describe, expect, test } from 'vitest';
import type { Role } from '../../../shared/console-api/roles.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import {
  changeAccess,
  changeRoles,
  invitePerson,
  type PeopleDirectory,
  type Person,
} from '../../../shared/operations/manage-people.ts';

/** A directory in memory; `meanwhile` happens right before somebody loses a role or their access. */
function directoryOf(roles: Readonly<Record<string, readonly Role[]>>, meanwhile?: () => void) {
  const all = new Map(
    Object.entries(roles).map(([name, own]) => [name, { roles: new Set(own), isEnabled: true }]),
  );
  const known = (name: string) => {
    const person = all.get(name);
    if (person === undefined) throw new NotFoundError('there is no such person');
    return person;
  };
  const personOf = (name: string): Person => {
    const { roles: own, isEnabled } = known(name);
    return { id: `id-${name}`, name, roles: [...own], isEnabled, hasSignedIn: true };
  };
  const people: PeopleDirectory = {
    get: async (name) => personOf(name),
    page: async () => ({ people: [...all.keys()].map(personOf) }),
    adminIds: async () =>
      [...all].flatMap(([name, one]) => (one.isEnabled && one.roles.has('admin') ? [`id-${name}`] : [])),
    invite: async (name) => {
      if (all.has(name)) return false;
      all.set(name, { roles: new Set(), isEnabled: true });
      return true;
    },
    addRole: async (name, role) => void known(name).roles.add(role),
    removeRole: async (name, role) => {
      meanwhile?.();
      known(name).roles.delete(role);
    },
    setEnabled: async (name, isEnabled) => {
      if (!isEnabled) meanwhile?.();
      known(name).isEnabled = isEnabled;
    },
  };
  return { people, all, rolesOf: (name: string) => [...known(name).roles].sort() };
}

describe('an admin', () => {
  test('invites somebody into roles, once', async () => {
    const { people, rolesOf } = directoryOf({ ann: ['admin'] });
    expect(await invitePerson(people, 'mei', 'mei@shop.example', ['staff', 'marketer'])).toBe(true);
    expect(rolesOf('mei')).toEqual(['marketer', 'staff']);
    expect(await invitePerson(people, 'mei', 'other@shop.example', ['admin'])).toBe(false);
    expect(rolesOf('mei')).toEqual(['marketer', 'staff']);
  });

  test('gives somebody other roles, takes them from another admin, and disables and enables', async () => {
    const { people, rolesOf, all } = directoryOf({ ann: ['admin'], bob: ['admin', 'staff'] });
    expect(await changeRoles(people, 'id-ann', 'bob', ['marketer', 'staff'])).toBeUndefined();
    expect(rolesOf('bob')).toEqual(['marketer', 'staff']);
    expect(await changeAccess(people, 'id-ann', 'bob', false)).toBeUndefined();
    expect(all.get('bob')?.isEnabled).toBe(false);
    expect(await changeAccess(people, 'id-ann', 'bob', true)).toBeUndefined();
    expect(all.get('bob')?.isEnabled).toBe(true);
  });

  test('takes neither the role nor the access from themselves, and may have more roles', async () => {
    const { people, rolesOf, all } = directoryOf({ ann: ['admin'], bob: ['admin'] });
    expect(await changeRoles(people, 'id-ann', 'ann', ['staff'])).toBe('yourself');
    expect(await changeAccess(people, 'id-ann', 'ann', false)).toBe('yourself');
    expect(await changeRoles(people, 'id-ann', 'ann', ['admin', 'staff'])).toBeUndefined();
    expect(rolesOf('ann')).toEqual(['admin', 'staff']);
    expect(all.get('ann')?.isEnabled).toBe(true);
  });

  test('whose session outlived the role cannot take the last admin’s', async () => {
    const { people, rolesOf, all } = directoryOf({ ann: ['staff'], bob: ['admin'], eve: ['admin'] });
    await people.setEnabled('eve', false);
    expect(await changeRoles(people, 'id-ann', 'bob', ['staff'])).toBe('last-admin');
    expect(await changeAccess(people, 'id-ann', 'bob', false)).toBe('last-admin');
    expect(rolesOf('bob')).toEqual(['admin']);
    expect(all.get('bob')?.isEnabled).toBe(true);
  });

  test.each([
    ['role', (people: PeopleDirectory) => changeRoles(people, 'id-ann', 'bob', ['staff'])],
    ['access', (people: PeopleDirectory) => changeAccess(people, 'id-ann', 'bob', false)],
  ])('stays when two take each other’s %s at the same moment', async (_, change) => {
    const { people, all, rolesOf } = directoryOf({ ann: ['admin'], bob: ['admin'] }, () => {
      all.get('ann')?.roles.delete('admin');
    });
    expect(await change(people)).toBe('last-admin');
    expect(rolesOf('bob')).toContain('admin');
    expect(all.get('bob')?.isEnabled).toBe(true);
  });
});
