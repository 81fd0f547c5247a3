import type { Role } from '../../shared/console-api/roles.ts';

/** As which role somebody on loopback wants to be seen; undefined for all of them. Lost with the page, on purpose. */
let seenAs: Role | undefined;

export const seeAs = (role: Role | undefined): void => {
  seenAs = role;
};

/** The headers that say who asks. */
export async function accessToken(): Promise<Readonly<Record<string, string>>> {
  return seenAs === undefined ? {} : { 'x-rekindle-role': seenAs };
}
