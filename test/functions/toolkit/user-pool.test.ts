import {
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AliasExistsException,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  ListUsersInGroupCommand,
  UnsupportedUserStateException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import { createUserPool, userPool } from '../../../functions/toolkit/user-pool.ts';
import { NotFoundError } from '../../../shared/errors.ts';

const cognito = mockClient(CognitoIdentityProviderClient);
beforeEach(() => cognito.reset());
const people = createUserPool(new CognitoIdentityProviderClient({}), 'pool-1');
const error = { message: '', $metadata: {} };
const attributes = (sub: string, email: string) => [
  { Name: 'sub', Value: sub },
  { Name: 'email', Value: email },
];

describe('the people of a user pool', () => {
  test('are listed by pages, with their roles and how far they have come', async () => {
    cognito.on(ListUsersCommand, { UserPoolId: 'pool-1', PaginationToken: 'second' }).resolves({
      Users: [
        {
          Username: 'ann',
          Attributes: attributes('s1', 'ann@shop.example'),
          Enabled: true,
          UserStatus: 'CONFIRMED',
          UserCreateDate: new Date('2026-11-01T10:00:00Z'),
        },
        { Username: 'bob', Attributes: [], Enabled: false, UserStatus: 'FORCE_CHANGE_PASSWORD' },
      ],
      PaginationToken: 'third',
    });
    cognito.on(AdminListGroupsForUserCommand).resolves({ Groups: [] });
    cognito
      .on(AdminListGroupsForUserCommand, { Username: 'ann' })
      .resolves({ Groups: [{ GroupName: 'admin' }, { GroupName: 'somebody-elses' }] });
    expect(await people.page('second')).toEqual({
      people: [
        {
          id: 's1',
          name: 'ann',
          email: 'ann@shop.example',
          roles: ['admin'],
          isEnabled: true,
          hasSignedIn: true,
          invitedAt: '2026-11-01T10:00:00.000Z',
        },
        { id: 'bob', name: 'bob', roles: [], isEnabled: false, hasSignedIn: false },
      ],
      next: 'third',
    });
  });

  test('are found by name, or not', async () => {
    cognito.on(AdminGetUserCommand).resolves({
      Username: 'ann',
      UserAttributes: attributes('s1', 'ann@shop.example'),
      Enabled: true,
      UserStatus: 'CONFIRMED',
    });
    cognito.on(AdminListGroupsForUserCommand).resolves({});
    expect(await people.get('ann')).toMatchObject({ id: 's1', roles: [], isEnabled: true });
    cognito.on(AdminGetUserCommand).rejects(new UserNotFoundException(error));
    await expect(people.get('nobody')).rejects.toThrow(NotFoundError);
  });

  test('have admins on any number of pages', async () => {
    const page = (Username: string, Enabled: boolean) => ({ Username, Enabled, Attributes: [] });
    cognito
      .on(ListUsersInGroupCommand)
      .resolvesOnce({ Users: [page('ann', true), page('bob', false)], NextToken: 'more' })
      .resolvesOnce({ Users: [page('eve', true)] });
    expect(await people.adminNames()).toEqual(['ann', 'bob', 'eve']);
  });

  test('get an email with a first password, and no second one with the same name or address', async () => {
    cognito.on(AdminCreateUserCommand).resolvesOnce({});
    expect(await people.invite('mei', 'mei@shop.example')).toBe(true);
    expect(cognito.commandCalls(AdminCreateUserCommand)[0]?.args[0].input).toMatchObject({
      UserPoolId: 'pool-1',
      Username: 'mei',
      DesiredDeliveryMediums: ['EMAIL'],
      UserAttributes: [
        { Name: 'email', Value: 'mei@shop.example' },
        { Name: 'email_verified', Value: 'true' },
      ],
    });
    for (const taken of [new UsernameExistsException(error), new AliasExistsException(error)]) {
      cognito.reset();
      cognito.on(AdminCreateUserCommand).rejects(taken);
      expect(await people.invite('mei', 'mei@shop.example')).toBe(false);
    }
    cognito.reset();
    cognito.on(AdminCreateUserCommand).rejects(new Error('throttled'));
    await expect(people.invite('mei', 'mei@shop.example')).rejects.toThrow('throttled');
  });

  test('are sent another first password, unless they have one of their own or do not exist', async () => {
    cognito.on(AdminCreateUserCommand).resolvesOnce({});
    expect(await people.inviteAgain('mei')).toBe(true);
    expect(cognito.calls().map(({ args }) => args[0].input)).toEqual([
      { UserPoolId: 'pool-1', Username: 'mei', MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] },
    ]);
    cognito.on(AdminCreateUserCommand).rejects(new UnsupportedUserStateException(error));
    expect(await people.inviteAgain('mei')).toBe(false);
    cognito.on(AdminCreateUserCommand).rejects(new UserNotFoundException(error));
    await expect(people.inviteAgain('nobody')).rejects.toThrow(NotFoundError);
    cognito.on(AdminCreateUserCommand).rejects(new Error('throttled'));
    await expect(people.inviteAgain('mei')).rejects.toThrow('throttled');
  });

  test('lose a role and their access', async () => {
    cognito.on(AdminRemoveUserFromGroupCommand).resolves({});
    cognito.on(AdminDisableUserCommand).resolves({});
    await people.removeRole('bob', 'admin');
    await people.setEnabled('bob', false);
    const who = { UserPoolId: 'pool-1', Username: 'bob' };
    expect(cognito.calls().map(({ args }) => args[0].input)).toEqual([{ ...who, GroupName: 'admin' }, who]);
  });

  test('are nobody where the environment names no pool, as on a laptop', () => {
    expect(userPool()).toBeUndefined();
  });
});
