import * as z from 'zod';

/** A list of words, or a single word without a list; parsed as a list either way. */
export const oneOrMore = <T extends readonly [string, ...string[]]>(words: T) =>
  z.union([z.enum(words).transform((one) => [one]), z.array(z.enum(words)).min(1, 'name at least one')]);

/** {@link oneOrMore} for texts that are not among a few known ones. */
export const oneOrMoreOf = (text: z.ZodType<string>) =>
  z.union([text.transform((one) => [one]), z.array(text).min(1, 'name at least one')]);
