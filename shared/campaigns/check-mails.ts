import type { PlainDate } from '../calendar.ts';
import { type CheckedPoint, checkMail } from '../email/checklist.ts';
import { composeEmail } from '../email/compose.ts';
import { TemplateError, type Templates } from '../email/template.ts';
import { explainTemplateProblem } from '../email/template-problem.ts';
import { customerIdSchema } from '../ids.ts';
import { htmlLang, type Language } from '../language.ts';
import type { Settings } from '../settings/settings.ts';
import { checklistWords } from '../words/checklist.ts';
import { fileWords } from '../words/file.ts';
import type { StepTemplate } from './actions/action.ts';
import { templatesOf } from './actions/actions.ts';
import type { Campaign } from './campaign.ts';
import { sampleCoupon } from './sample-coupon.ts';

/** What was found in one text of a campaign. */
export interface CheckedText {
  readonly template: string;
  readonly language: string;
  /** One point for a text that is missing; none for one that cannot be filled in, which is a mistake and said as such. */
  readonly points: readonly (CheckedPoint | MissingText)[];
}

/** A text that is not there in a language which other texts of the campaign are written in. */
interface MissingText {
  readonly check: 'languages';
  readonly problems: readonly string[];
}

/** For which shop, and when, the texts are looked through. */
export interface TextCheck {
  readonly settings: Settings;
  /** Of the sentences. */
  readonly language: Language;
  /** The day on which coupons would be issued. */
  readonly on: PlainDate;
}

/** A customer with nothing known but the address: the case that texts forget. */
const stranger = {
  customerId: customerIdSchema.parse('customer'),
  contact: { email: 'customer@shop.example' },
};

/**
 * Goes through every mail of a campaign in each language, composed by the code that sends, for a customer with no known
 * details.
 */
export function checkMails(
  campaign: Pick<Campaign, 'steps' | 'trigger'>,
  templates: Templates,
  check: TextCheck,
): readonly CheckedText[] {
  const needed = campaign.steps.flatMap(({ action }) => templatesOf(action));
  const names = [...new Set(needed.map(({ name }) => name))];
  const written = new Set(names.flatMap((name) => Object.keys(templates[name] ?? {})));
  return names.flatMap((template) => {
    const uses = needed.filter(({ name }) => name === template);
    return [...written].map((language) => ({
      template,
      language,
      points:
        templates[template]?.[language] === undefined
          ? missingIn(language, check)
          : joined(uses.map((use) => pointsOf(use, campaign, { templates, language }, check))),
    }));
  });
}

function missingIn(language: string, { language: reader }: TextCheck): readonly MissingText[] {
  const name = new Intl.DisplayNames(htmlLang[reader], { type: 'language' }).of(language) ?? language;
  return [{ check: 'languages', problems: [checklistWords[reader].gap(name)] }];
}

function pointsOf(
  { name, subject, coupon }: StepTemplate,
  campaign: Pick<Campaign, 'trigger'>,
  { templates, language }: { readonly templates: Templates; readonly language: string },
  { settings, language: reader, on }: TextCheck,
): readonly CheckedPoint[] {
  const text = templates[name]?.[language];
  const texts = text === undefined ? {} : { [language]: text };
  const sample = sampleCoupon(coupon, campaign, settings.currency, on);
  try {
    const unsubscribe = `${settings.shopUrl}#unsubscribe`;
    const mail = composeEmail(
      { templateName: name, texts, subject, customer: stranger, coupon: sample },
      settings,
      unsubscribe,
    );
    return checkMail(mail, settings.postalAddress, checklistWords[reader]);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    if (error.problem.kind !== 'can-be-missing') return [];
    return [{ check: 'fallbacks', problems: [explainTemplateProblem(error.problem, fileWords[reader])] }];
  }
}

/** What several steps find in one text, each problem once. */
const joined = ([first = [], ...others]: readonly (readonly CheckedPoint[])[]): readonly CheckedPoint[] =>
  first.map(({ check, problems }) => ({
    check,
    problems: [
      ...new Set([
        ...problems,
        ...others.flatMap((points) =>
          points.filter((one) => one.check === check).flatMap((one) => one.problems),
        ),
      ]),
    ],
  }));
