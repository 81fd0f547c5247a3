import { dayIn, type Instant } from '../calendar.ts';
import type { StepTemplate } from '../campaigns/actions/action.ts';
import { templatesOf } from '../campaigns/actions/actions.ts';
import type { Campaign } from '../campaigns/campaign.ts';
import { sampleCode, sampleCoupon } from '../campaigns/sample-coupon.ts';
import { begunByOf } from '../campaigns/triggers/trigger.ts';
import { whyNotReachableByEmail } from '../deliveries/reachability.ts';
import { addresseeOf, type ComposedEmail, composeEmail } from '../email/compose.ts';
import type { PreviewedMail } from '../email/preview-link.ts';
import { sampleEvent } from '../email/sample-event.ts';
import { type Template, TemplateError } from '../email/template.ts';
import { explainTemplateProblem } from '../email/template-problem.ts';
import type { CustomerId } from '../ids.ts';
import { type Language, languageFor } from '../language.ts';
import type { Profile } from '../profile/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { Draft } from '../store/drafts.ts';
import type { Store } from '../store/store.ts';
import { fileWords } from '../words/file.ts';
import { type CampaignLibrary, campaignIn } from './check-campaign.ts';
import { findSampledReader } from './count-sampled.ts';
import { audiencesOfDraft } from './named-audiences.ts';

/** Why there is nothing to see of a mail. */
export type NoPreview =
  /** Somebody has changed the draft meanwhile, or thrown it away. */
  | 'changed'
  | 'not-a-campaign'
  /** No step sends this text, or it is not written. */
  | 'no-text'
  | 'no-night'
  /** Nobody of the night's sample is in the audience and has an email address. */
  | 'nobody'
  | 'no-customer'
  | 'no-address';

/** A mail as one customer would get it, or why there is none. */
export type PreviewResult =
  | { readonly email: ComposedEmail; readonly customer: Profile; readonly isReachable: boolean }
  | { readonly whyNot: NoPreview }
  /** What is wrong with the text, in a sentence. */
  | { readonly problem: string };

type PreviewStore = Pick<Store, 'drafts' | 'audiences' | 'settings' | 'customers'>;

/**
 * Composes a mail of a draft for a customer, by the code that sends. Nothing is written: a coupon has a code that is
 * nobody's, what begins an event campaign is made up, and the link at the end unsubscribes nobody.
 */
export async function previewMail(
  store: PreviewStore,
  mail: PreviewedMail,
  library: Pick<CampaignLibrary, 'audiences'>,
  { at, language }: { readonly at: Instant; readonly language: Language },
): Promise<PreviewResult> {
  const draft = await store.drafts.find(mail.campaign);
  if (draft?.revision !== mail.revision) return { whyNot: 'changed' };
  const found = await mailIn(store, draft, mail, library);
  if ('whyNot' in found) return found;
  const text = found.texts[mail.language];
  if (text === undefined) return { whyNot: 'no-text' };
  const [customer, settings] = await Promise.all([
    store.customers.find(mail.customerId),
    store.settings.load(),
  ]);
  if (customer === undefined) return { whyNot: 'no-customer' };
  if (customer.contact.email === undefined) return { whyNot: 'no-address' };
  try {
    const email = composeSample(found, { ...mail, text }, { customer, settings, at });
    return { email, customer, isReachable: whyNotReachableByEmail(customer, settings) === undefined };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { problem: explainTemplateProblem(error.problem, fileWords[language]) };
  }
}

/** A text of a draft with the campaign and the step that send it. */
interface FoundMail {
  readonly campaign: Campaign;
  readonly needed: StepTemplate;
  readonly texts: Readonly<Record<string, Template>>;
}

async function mailIn(
  store: Pick<Store, 'audiences'>,
  draft: Draft,
  { step, template }: Pick<PreviewedMail, 'step' | 'template'>,
  library: Pick<CampaignLibrary, 'audiences'>,
): Promise<FoundMail | { readonly whyNot: NoPreview }> {
  const audiences = await audiencesOfDraft(store, draft);
  const campaign = campaignIn(draft.id, { text: draft.text, audiences }, library);
  if (campaign === undefined) return { whyNot: 'not-a-campaign' };
  const action = campaign.steps[step]?.action;
  const needed = action && templatesOf(action).find(({ name }) => name === template);
  return needed === undefined
    ? { whyNot: 'no-text' }
    : { campaign, needed, texts: draft.templates[template] ?? {} };
}

function composeSample(
  { campaign, needed }: FoundMail,
  { language, template, text }: Pick<PreviewedMail, 'language' | 'template'> & { readonly text: Template },
  {
    customer,
    settings,
    at,
  }: { readonly customer: Profile; readonly settings: Settings; readonly at: Instant },
): ComposedEmail {
  const today = dayIn(settings.timeZone, at);
  const begunBy = begunByOf(campaign.trigger);
  const { customerId } = customer;
  const reader = { customerId, at, currency: settings.currency, language, text };
  return composeEmail(
    {
      templateName: template,
      texts: { [language]: text },
      subject: needed.subject,
      customer: addresseeOf(customer, today),
      coupon: sampleCoupon(needed.coupon, campaign, settings.currency, today),
      event: begunBy && sampleEvent(begunBy, reader),
      referralCode: settings.referral && sampleCode,
    },
    settings,
    // Nobody signed it, so its page says that it is not a valid one.
    `${settings.apiUrl ?? settings.shopUrl}/unsubscribe/test`,
  );
}

/** Which mail somebody asks to see; what is left out is chosen for them. */
export interface AskedPreview extends Omit<PreviewedMail, 'language' | 'customerId'> {
  readonly language?: string | undefined;
  readonly customerId?: CustomerId | undefined;
}

/**
 * Chooses what was left open of a preview: somebody of the audience among those whom the night drew, rather one who can be
 * reached; and the language in which that customer would get the mail.
 */
export async function choosePreview(
  store: PreviewStore & Pick<Store, 'nights' | 'samples'>,
  asked: AskedPreview,
  library: Pick<CampaignLibrary, 'audiences'>,
  at: Instant,
): Promise<PreviewedMail | { readonly whyNot: NoPreview }> {
  const draft = await store.drafts.find(asked.campaign);
  if (draft?.revision !== asked.revision) return { whyNot: 'changed' };
  const found = await mailIn(store, draft, asked, library);
  if ('whyNot' in found) return found;
  const customer =
    asked.customerId === undefined
      ? await findSampledReader(store, found.campaign.audience, at)
      : await store.customers.find(asked.customerId);
  if (customer === undefined) return { whyNot: 'no-customer' };
  if (typeof customer === 'string') return { whyNot: customer };
  const { defaultLanguage } = await store.settings.load();
  const written = Object.keys(found.texts);
  const language = asked.language ?? languageFor(customer.contact.locale, written, defaultLanguage);
  if (language === undefined) return { whyNot: 'no-text' };
  return { ...asked, language, customerId: customer.customerId };
}
