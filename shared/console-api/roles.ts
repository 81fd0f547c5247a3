/** What a person may do in the console; in AWS each is a group of the user pool. A person may have several. */
export const roles = ['admin', 'marketer', 'staff'] as const;
export type Role = (typeof roles)[number];

export const isRole = (name: string): name is Role => roles.some((role) => role === name);

/** Everybody who works with the console. */
export const everybody = roles;
export const marketers = ['admin', 'marketer'] as const satisfies readonly Role[];
export const admins = ['admin'] as const satisfies readonly Role[];
