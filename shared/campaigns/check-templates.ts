import { plainDate } from '../calendar.ts';
import { closest } from '../did-you-mean.ts';
import { couponInEmail, couponVariables } from '../email/coupon-in-email.ts';
import { eventVariables, isEventVariable } from '../email/event-in-email.ts';
import {
  canBeMissing,
  commonVariables,
  customerVariables,
  renderEmail,
  type Template,
  TemplateError,
  type Templates,
  type TemplateVariables,
  variablesIn,
} from '../email/template.ts';
import { explainTemplateProblem } from '../email/template-problem.ts';
import type { Language } from '../language.ts';
import { textIn } from '../localised-text.ts';
import { currencySchema } from '../money.ts';
import type { EventFact } from '../profile/activity.ts';
import { type FileWords, fileWords } from '../words/file.ts';
import type { StepTemplate } from './actions/action.ts';
import { templatesOf } from './actions/actions.ts';
import type { Campaign, Step } from './campaign.ts';
import { sampleCoupon } from './sample-coupon.ts';
import { begunByOf } from './triggers/trigger.ts';

const shop = { name: 'Shop', url: 'https://shop.example' };
const day = plainDate('2027-01-01');
// Which currency it is makes no difference to whether a template can be filled in.
const currency = currencySchema.parse('EUR');

/** A customer about whom nothing is known: the case that templates forget. */
export const bare: TemplateVariables = { customer: {}, shop, points: { balance: 0 }, event: {} };

/** What every email with this coupon has; that of a campaign which coupons begin has what any coupon has. */
function variablesWith(
  issued: StepTemplate['coupon'],
  campaign: Pick<Campaign, 'trigger'>,
  language: string,
): TemplateVariables {
  const coupon = sampleCoupon(issued, campaign, currency, day);
  return coupon === undefined ? bare : { ...bare, coupon: couponInEmail(coupon, { language, currency }) };
}

/**
 * Every problem in the templates that a campaign's steps use: one that does not exist, one with a variable that its step
 * does not have, one that would fail for a customer without a name, or one with a link that leads nowhere. Checked on
 * publishing, so that nothing fails at night. Empty when there are no problems.
 */
export function templateProblems(
  campaign: Campaign,
  templates: Templates,
  language: Language = 'en',
): string[] {
  const words = fileWords[language];
  return campaign.steps.flatMap((step, index) =>
    problemsOf(step, campaign, templates, words).map((one) => `steps.${index + 1}: ${one}`),
  );
}

const problemsOf = ({ action }: Step, campaign: Campaign, templates: Templates, words: FileWords): string[] =>
  templatesOf(action).flatMap((needed) =>
    problemsWith(needed, campaign, templates[needed.name] ?? {}, words),
  );

/** The type of the facts that begin the campaign of a text; undefined where none does. */
type BegunBy = EventFact['type'] | undefined;

function problemsWith(
  { name, subject, coupon: issued }: StepTemplate,
  campaign: Campaign,
  texts: Templates[string],
  words: FileWords,
): string[] {
  const byLanguage = Object.entries(texts);
  if (byLanguage.length === 0) return [words.template.missing(name)];
  return byLanguage.flatMap(([language, template]) => {
    if (template.body.trim() === '') return [`${name}.${language}.md: ${words.template.noBody}`];
    const own = textIn(subject, language);
    const used = own === undefined ? template : { ...template, subject: own };
    const known = {
      variables: variablesWith(issued, campaign, language),
      begunBy: begunByOf(campaign.trigger),
    };
    return problemsIn(used, known, `${name}.${language}.md`, words);
  });
}

/** What a text can use. */
interface KnownVariables {
  /** Of a customer about whom nothing is known. */
  readonly variables: TemplateVariables;
  readonly begunBy: BegunBy;
}

/** What a customer about whom nothing is known would see is tried only where every variable exists. */
export function problemsIn(
  template: Template,
  known: KnownVariables,
  where: string,
  words: FileWords,
): string[] {
  try {
    const unknown = unknownVariables(template, known, where, words);
    if (unknown.length > 0) return unknown.map((problem) => `${where}: ${problem}`);
    const { unusable } = renderEmail(template, known.variables, where);
    return unusable.map((address) => `${where}: ${words.template.badAddress(address)}`);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [`${where}: ${explainTemplateProblem(error.problem, words)}`];
  }
}

function unknownVariables(
  { subject, body }: Template,
  { variables: { coupon: given }, begunBy }: KnownVariables,
  where: string,
  { template: words, didYouMean }: FileWords,
): string[] {
  const { ofCoupon, ofEvent, known } = namesKnown(given, begunBy);
  const used = [subject, body].flatMap((text) => variablesIn(text, where));
  return used.flatMap(({ name, line, column }) => {
    if (known.some((one) => isPartOf(one, name))) return [];
    const place = words.at(line, column);
    if (couponVariables.some((one) => isPartOf(one, name)))
      return [
        `${given === undefined ? words.noCoupon(name) : words.otherCoupon(name, ofCoupon.join(', '))}${place}`,
      ];
    if (isEventVariable(name))
      return [
        `${ofEvent.length === 0 ? words.noEvent(name) : words.otherEvent(name, ofEvent.join(', '))}${place}`,
      ];
    const near = closest(name, known);
    const suggestion = near === undefined ? '' : didYouMean(near);
    return [`${words.problems['no-variable'](name)}${suggestion}${place}`];
  });
}

function namesKnown(coupon: TemplateVariables['coupon'], begunBy: BegunBy) {
  const ofCoupon = Object.keys(coupon ?? {}).map((name) => `coupon.${name}`);
  const ofEvent = begunBy === undefined ? [] : eventVariables(begunBy);
  return { ofCoupon, ofEvent, known: [...customerVariables, ...commonVariables, ...ofCoupon, ...ofEvent] };
}

/** A variable that a text can use. */
export interface KnownVariable {
  readonly name: string;
  /** True for one that needs a fallback. */
  readonly canBeMissing: boolean;
}

/** What a text can use in every step that sends it. */
export function variablesOf(
  template: string,
  campaign: Pick<Campaign, 'steps' | 'trigger'>,
): readonly KnownVariable[] {
  const begunBy = begunByOf(campaign.trigger);
  const [first = [], ...others] = campaign.steps
    .flatMap(({ action }) => templatesOf(action))
    .filter(({ name }) => name === template)
    .map(({ coupon }) => namesKnown(variablesWith(coupon, campaign, 'en').coupon, begunBy).known);
  return first
    .filter((name) => others.every((known) => known.includes(name)))
    .map((name) => ({ name, canBeMissing: canBeMissing(name) }));
}

/** `customer` and `customer.name` are both part of what `customer.name` is about, and so is `customer.name.size`. */
const isPartOf = (known: string, name: string): boolean =>
  known === name || known.startsWith(`${name}.`) || name.startsWith(`${known}.`);
