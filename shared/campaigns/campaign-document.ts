import { stringify } from 'yaml';
import * as z from 'zod';
import type { Templates } from '../email/template.ts';
import { withNamesIn } from './audience-references.ts';
import type { Scripts } from './campaign.ts';

/** A campaign as it is being written: its YAML with everything that it refers to. */
export interface CampaignDocument {
  /** The YAML, with comments. What a form shows is read from it, and a form changes nothing but it. */
  readonly text: string;
  readonly templates: Templates;
  readonly scripts: Scripts;
  /** The YAML of shared audiences by name. */
  readonly audiences: Readonly<Record<string, string>>;
}

const textSchema = z.strictObject({ subject: z.string().max(1000), body: z.string().max(50_000) });
const name = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/, 'a text is named in lowercase letters, digits and hyphens');
const language = z.string().regex(/^[a-z]{2}$/, 'a language is written with two letters, such as en or zh');

/** Templates as they come in; whether they can be filled in is checked with the campaign. */
export const templatesSchema: z.ZodType<Templates> = z.record(name, z.record(language, textSchema));
/** Call scripts as they come in. */
export const scriptsSchema: z.ZodType<Scripts> = z.record(name, z.record(language, z.string().max(50_000)));

/** What was published, to be changed: audiences that were taken in are referred to by name again. */
export function documentOf(published: {
  readonly text?: string | undefined;
  readonly source: unknown;
  readonly templates: Templates;
  readonly scripts?: Scripts;
}): CampaignDocument {
  const { source, templates, scripts = {} } = published;
  const found = new Map<string, unknown>();
  const written = withNamesIn(source, found);
  const audiences = [...found].map(([one, audience]) => [one, stringify({ name: one, audience })] as const);
  return {
    text: published.text ?? stringify(written, { lineWidth: 110 }),
    templates,
    scripts,
    audiences: Object.fromEntries(audiences),
  };
}
