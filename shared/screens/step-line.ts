import type { Step } from '../campaigns/campaign.ts';
import type { Language } from '../language.ts';
import { reportWords } from '../words/report.ts';

/** A step in a line: when it is due after entering, what it does, and the text or amount that it does it with. */
export function stepLine(
  { after, at, action }: Step,
  language: Language,
): { readonly when: string; readonly what: string; readonly text: string } {
  const words = reportWords[language];
  return {
    when: [words.after(after.hours), at ?? ''].join(' ').trim(),
    what: words.actions[action.type],
    text: 'template' in action ? (action.template ?? '') : 'script' in action ? action.script : '',
  };
}
