import { renderEmail, TemplateError, type Templates, type TemplateVariables } from '../email/template.ts';
import type { Campaign, Step } from './campaign.ts';

const shop = { name: 'Shop', url: 'https://shop.example' };
const coupon = { code: 'ABCD-EFGH-JKMN', percentOff: 10, expiresOn: '1 January 2027' };

/** A customer of whom nothing is known, which is the one whom templates forget. */
const bare: TemplateVariables = { customer: {}, shop };
const withCoupon: TemplateVariables = { ...bare, coupon };

/**
 * Every problem in the texts that a campaign's steps name: a template that is not there, or one that would fail for a
 * customer without a name. Found when it is published, and not at night.
 */
export function templateProblems(campaign: Campaign, templates: Templates): string[] {
  return campaign.steps.flatMap((step, index) =>
    problemsOf(step, templates).map((one) => `steps.${index}: ${one}`),
  );
}

function problemsOf({ action }: Step, templates: Templates): string[] {
  if (action.type === 'callback') return [];
  const texts = Object.entries(templates[action.template] ?? {});
  if (texts.length === 0) return [`there is no template "${action.template}" (${action.template}.en.md)`];
  const variables = action.type === 'coupon' ? withCoupon : bare;
  return texts.flatMap(([language, template]) => {
    const own = action.type === 'email' ? action.subject : undefined;
    const subject = typeof own === 'string' ? own : own?.[language as 'en' | 'zh'];
    const used = subject === undefined ? template : { ...template, subject };
    return problemIn(() => renderEmail(used, variables, `${action.template}.${language}.md`));
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
