import { closest } from '../did-you-mean.ts';
import type { Language } from '../language.ts';
import { type FileWords, fileWords } from '../words/file.ts';
import type { Campaign, Scripts } from './campaign.ts';
import { bare, problemsIn } from './check-templates.ts';
import { begunByOf } from './triggers/trigger.ts';

/** The names of the call scripts that a campaign's steps ask for. */
export const scriptsOf = ({ steps }: Campaign): ReadonlySet<string> =>
  new Set(steps.flatMap(({ action }) => (action.type === 'callback' ? [action.script] : [])));

/**
 * Every problem in the call scripts that a campaign's steps name: one that nobody has written, or with a variable that
 * does not exist or that is missing for some customers. Empty when there are none.
 *
 * @param known all scripts that exist
 */
export function scriptProblems(campaign: Campaign, known: Scripts, language: Language = 'en'): string[] {
  const words = fileWords[language];
  return campaign.steps.flatMap(({ action }, index) => {
    if (action.type !== 'callback') return [];
    return problemsWith(action.script, known, begunByOf(campaign.trigger), words).map(
      (problem) => `steps.${index + 1}: ${problem}`,
    );
  });
}

function problemsWith(
  script: string,
  known: Scripts,
  begunBy: ReturnType<typeof begunByOf>,
  words: FileWords,
): string[] {
  const texts = known[script];
  if (texts !== undefined)
    return Object.entries(texts).flatMap(([written, body]) =>
      problemsIn({ subject: '', body }, { variables: bare, begunBy }, `${script}.${written}.md`, words),
    );
  const names = Object.keys(known).sort();
  const near = closest(script, names);
  const suggestion = near === undefined ? '' : words.didYouMean(near);
  return [`${words.noScript(script, names.join(', '))}${suggestion}`];
}
