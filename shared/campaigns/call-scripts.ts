import { closest } from '../did-you-mean.ts';
import type { Language } from '../language.ts';
import { fileWords } from '../words/file.ts';
import type { Campaign } from './campaign.ts';

/**
 * Every call script that a campaign's steps name and that nobody has written. Empty when there are none.
 *
 * @param known the names of the scripts that exist
 */
export function scriptProblems(
  { steps }: Campaign,
  known: ReadonlySet<string>,
  language: Language = 'en',
): string[] {
  const words = fileWords[language];
  return steps.flatMap(({ action }, index) => {
    if (action.type !== 'callback' || known.has(action.script)) return [];
    const near = closest(action.script, known);
    const suggestion = near === undefined ? '' : words.didYouMean(near);
    return [
      `steps.${index + 1}: ${words.noScript(action.script, [...known].sort().join(', '))}${suggestion}`,
    ];
  });
}
