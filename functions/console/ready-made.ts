import { parse, parseDocument } from 'yaml';
import * as z from 'zod';
import type { Language } from '../../shared/language.ts';
import type { CampaignLibrary } from '../../shared/operations/check-campaign.ts';
import type { ReadyMadeWords } from '../../shared/words/zh/ready-made.ts';
import * as chinese from '../../shared/words/zh/ready-made.ts';
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

type All<T> = Readonly<Record<keyof T, ReadyMadeWords>>;
const campaignsInChinese: All<typeof readyMade.campaigns> = chinese.campaigns;
const audiencesInChinese: All<typeof readyMade.audiences> = chinese.audiences;

let libraryInChinese: CampaignLibrary | undefined;

/** The library with names and descriptions in a language. Another one is made when it is first asked for: it takes 40 ms. */
export const libraryIn: Readonly<Record<Language, CampaignLibrary>> = {
  en: library,
  get zh() {
    libraryInChinese ??= {
      ...library,
      campaigns: renamed(readyMade.campaigns, campaignsInChinese),
      audiences: renamed(readyMade.audiences, audiencesInChinese),
    };
    return libraryInChinese;
  },
};

/** Each YAML with another name and description; its comments stay. */
function renamed(
  texts: Readonly<Record<string, string>>,
  words: Readonly<Record<string, ReadyMadeWords>>,
): Readonly<Record<string, string>> {
  const rename = ([id, text]: readonly [string, string]) => {
    const document = parseDocument(text);
    for (const [key, said] of Object.entries(words[id] ?? {})) document.set(key, said);
    return [id, document.toString({ lineWidth: 0 })] as const;
  };
  return Object.fromEntries(Object.entries(texts).map(rename));
}

/** Those of the texts whose names stand in a campaign after `template:` or `script:`. */
const namedIn = <T>(text: string, all: Readonly<Record<string, T>>): Readonly<Record<string, T>> => {
  const named = new Set([...text.matchAll(/(?:template|script): *([a-z0-9-]+)/g)].map(([, name]) => name));
  return Object.fromEntries(Object.entries(all).filter(([name]) => named.has(name)));
};

/** What a list shows of each, in a language. */
export const readyMadeCampaigns = (language: Language) =>
  Object.entries(libraryIn[language].campaigns).map(([id, text]) => {
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
