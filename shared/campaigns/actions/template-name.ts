import * as z from 'zod';

/** The name of a template's file without language and ending; call scripts are named alike. */
export const templateNameSchema = z
  .string()
  .regex(/^[a-z0-9-]+$/, 'a template is named in small letters, digits and hyphens');

/** One text for all, or one for each language. */
export const localisedTextSchema = z.union([
  z.string().min(1),
  z.strictObject({ en: z.string().min(1).optional(), zh: z.string().min(1).optional() }),
]);
