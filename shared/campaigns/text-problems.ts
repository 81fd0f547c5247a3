import type { Templates } from '../email/template.ts';
import type { Language } from '../language.ts';
import { scriptProblems } from './call-scripts.ts';
import type { Campaign, Scripts } from './campaign.ts';
import { templateProblems } from './check-templates.ts';
import { sharedCodeProblems } from './shared-codes.ts';

/**
 * Everything that is wrong between a campaign's steps and its texts; each begins with the step that it is about, as in
 * `steps.1: `. Empty when there is nothing.
 *
 * @param scripts all call scripts that exist
 */
export const textProblems = (
  campaign: Campaign,
  templates: Templates,
  scripts: Scripts,
  language: Language = 'en',
): readonly string[] => [
  ...templateProblems(campaign, templates, language),
  ...scriptProblems(campaign, scripts, language),
  ...sharedCodeProblems(campaign, language),
];
