import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  AliasExistsException,
  type AttributeType,
  CognitoIdentityProviderClient,
  ListUsersCommand,
  ListUsersInGroupCommand,
  UnsupportedUserStateException,
  UserNotFoundException,
  UsernameExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import { instantFromMs } from '../../shared/calendar.ts';
import { isRole, type Role } from '../../shared/console-api/roles.ts';
import { NotFoundError } from '../../shared/errors.ts';
import type { PeopleDirectory, Person } from '../../shared/operations/manage-people.ts';

/** The environment variable that holds the id of the console's user pool; absent on a laptop, where nobody signs in. */
export const userPoolVariable = 'REKINDLE_USER_POOL';

/** Of each the groups are asked for, and Cognito answers 50 of these a second for the whole account. */
const peoplePerPage = 20;
const adminsPerPage = 60;

let cognito: CognitoIdentityProviderClient | undefined;

/** The people of the user pool that the environment names; undefined where there is none. */
export function userPool(): PeopleDirectory | undefined {
  const UserPoolId = process.env[userPoolVariable];
  if (UserPoolId === undefined) return undefined;
  cognito ??= new CognitoIdentityProviderClient({});
  return createUserPool(cognito, UserPoolId);
}

/** The people of a Cognito user pool, whose groups are the roles. */
export function createUserPool(client: CognitoIdentityProviderClient, UserPoolId: string): PeopleDirectory {
  const rolesOf = async (Username: string): Promise<readonly Role[]> => {
    const { Groups = [] } = await client.send(new AdminListGroupsForUserCommand({ UserPoolId, Username }));
    return Groups.flatMap(({ GroupName = '' }) => (isRole(GroupName) ? [GroupName] : []));
  };
  const personIn = async (user: UserInPool, attributes: readonly AttributeType[] = []): Promise<Person> => {
    const { Username: name = '', Enabled, UserStatus, UserCreateDate } = user;
    const attribute = (called: string) => attributes.find(({ Name }) => Name === called)?.Value;
    const email = attribute('email');
    return {
      id: attribute('sub') ?? name,
      name,
      ...(email !== undefined && { email }),
      roles: await rolesOf(name),
      isEnabled: Enabled === true,
      hasSignedIn: UserStatus !== 'FORCE_CHANGE_PASSWORD',
      ...(UserCreateDate && { invitedAt: instantFromMs(UserCreateDate.getTime()) }),
    };
  };
  return {
    async get(Username) {
      try {
        const { UserAttributes, ...user } = await client.send(
          new AdminGetUserCommand({ UserPoolId, Username }),
        );
        return await personIn(user, UserAttributes);
      } catch (error) {
        if (error instanceof UserNotFoundException) throw new NotFoundError('there is no such person');
        throw error;
      }
    },

    async page(cursor) {
      const { Users = [], PaginationToken } = await client.send(
        new ListUsersCommand({
          UserPoolId,
          Limit: peoplePerPage,
          ...(cursor !== undefined && { PaginationToken: cursor }),
        }),
      );
      const people = await Promise.all(Users.map((user) => personIn(user, user.Attributes)));
      return { people, ...(PaginationToken !== undefined && { next: PaginationToken }) };
    },

    async adminNames() {
      const names: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new ListUsersInGroupCommand({
            UserPoolId,
            GroupName: 'admin' satisfies Role,
            Limit: adminsPerPage,
            ...(NextToken !== undefined && { NextToken }),
          }),
        );
        names.push(...(page.Users ?? []).flatMap(({ Username }) => Username ?? []));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return names;
    },

    async invite(Username, email) {
      try {
        await client.send(
          new AdminCreateUserCommand({
            UserPoolId,
            Username,
            UserAttributes: [
              { Name: 'email', Value: email },
              { Name: 'email_verified', Value: 'true' },
            ],
            DesiredDeliveryMediums: ['EMAIL'],
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof UsernameExistsException || error instanceof AliasExistsException) return false;
        throw error;
      }
    },

    async inviteAgain(Username) {
      try {
        await client.send(
          new AdminCreateUserCommand({
            UserPoolId,
            Username,
            MessageAction: 'RESEND',
            DesiredDeliveryMediums: ['EMAIL'],
          }),
        );
        return true;
      } catch (error) {
        // Whoever has signed in meanwhile has a password of their own.
        if (error instanceof UnsupportedUserStateException) return false;
        if (error instanceof UserNotFoundException) throw new NotFoundError('there is no such person');
        throw error;
      }
    },

    async addRole(Username, GroupName) {
      await client.send(new AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
    },
    async removeRole(Username, GroupName) {
      await client.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username, GroupName }));
    },
    async setEnabled(Username, isEnabled) {
      const who = { UserPoolId, Username };
      if (isEnabled) await client.send(new AdminEnableUserCommand(who));
      else await client.send(new AdminDisableUserCommand(who));
    },
  };
}

/** What Cognito says of somebody, whichever way it was asked. */
interface UserInPool {
  readonly Username?: string | undefined;
  readonly Enabled?: boolean | undefined;
  readonly UserStatus?: string | undefined;
  readonly UserCreateDate?: Date | undefined;
}
