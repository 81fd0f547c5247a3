import * as z from 'zod';

/** The name of a template file without language and extension. Call scripts follow the same rule. */
export const templateNameSchema = z
  .string()
  .regex(/^[a-z0-9-]+$/, 'a template name has only lower-case letters, digits and hyphens');
