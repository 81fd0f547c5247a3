import { textIn } from '../email/localised-text.ts';
import { renderEmail, TemplateError, type Templates, type TemplateVariables } from '../email/template.ts';
import type { StepTemplate } from './actions/action.ts';
import { templatesOf } from './actions/actions.ts';
import type { Campaign, Step } from './campaign.ts';

const shop = { name: 'Shop', url: 'https://shop.example' };
const coupon = { code: 'ABCD-EFGH-JKMN', percentOff: 10, expiresOn: '1 January 2027' };

/** A customer about whom nothing is known: the case that templates forget. */
const bare: TemplateVariables = { customer: {}, shop };
const withCoupon: TemplateVariables = { ...bare, coupon };

/**
 * Every problem in the templates that a campaign's steps use: one that does not exist, or one that would fail for a
 * customer without a name. Checked on publishing, so that nothing fails at night. Empty when there are no problems.
 */
export function templateProblems(campaign: Campaign, templates: Templates): string[] {
  return campaign.steps.flatMap((step, index) =>
    problemsOf(step, templates).map((one) => `steps.${index}: ${one}`),
  );
}

const problemsOf = ({ action }: Step, templates: Templates): string[] =>
  templatesOf(action).flatMap((needed) => problemsWith(needed, templates[needed.name] ?? {}));

function problemsWith({ name, subject, hasCoupon }: StepTemplate, texts: Templates[string]): string[] {
  const byLanguage = Object.entries(texts);
  if (byLanguage.length === 0) return [`there is no template "${name}" (${name}.en.md)`];
  return byLanguage.flatMap(([language, template]) => {
    const own = textIn(subject, language);
    const used = own === undefined ? template : { ...template, subject: own };
    return problemIn(() => renderEmail(used, hasCoupon ? withCoupon : bare, `${name}.${language}.md`));
  });
}

function problemIn(render: () => unknown): string[] {
  try {
    render();
    return [];
  } catch (error) {
    if (error instanceof TemplateError) return [error.message];
    throw error;
  }
}
