import { parse } from 'yaml';
import * as z from 'zod';
import type { CampaignLibrary } from '../../shared/operations/check-campaign.ts';
import readyMade from '../../workflows/ready-made.json' with { type: 'json' };

const namedSchema = z.looseObject({ name: z.string() });
const campaignSchema = z.looseObject({
  name: z.string(),
  description: z.string().default(''),
  steps: z.array(z.unknown()),
});

const templates: Readonly<Record<string, Readonly<Record<string, { subject: string; body: string }>>>> =
  readyMade.templates;
const scripts: Readonly<Record<string, Readonly<Record<string, string>>>> = readyMade.scripts;

/** The campaigns that come with Rekindle. They are part of the function, so that a shop always has those of its version. */
export const library: CampaignLibrary = {
  campaigns: readyMade.campaigns,
  audiences: readyMade.audiences,
  textsFor: (text) => ({ templates: namedIn(text, templates), scripts: namedIn(text, scripts) }),
};

/** Those of the texts whose names stand in a campaign after `template:` or `script:`. */
const namedIn = <T>(text: string, all: Readonly<Record<string, T>>): Readonly<Record<string, T>> => {
  const named = new Set([...text.matchAll(/(?:template|script): *([a-z0-9-]+)/g)].map(([, name]) => name));
  return Object.fromEntries(Object.entries(all).filter(([name]) => named.has(name)));
};

/** What a list shows of each. */
export const readyMadeCampaigns = Object.entries(readyMade.campaigns).map(([id, text]) => {
  const { name, description, steps } = campaignSchema.parse(parse(text));
  return { id, name, description: description.trim(), steps: steps.length };
});

/** The name in the YAML of a campaign that may be half written; undefined where it has none. */
export function nameIn(text: string): string | undefined {
  try {
    return namedSchema.parse(parse(text)).name;
  } catch {
    return undefined;
  }
}
