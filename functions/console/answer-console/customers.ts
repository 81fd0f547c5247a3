import type { Instant } from '../../../shared/calendar.ts';
import type { Answered } from '../../../shared/console-api/routes.ts';
import { InvalidInputError, NotFoundError } from '../../../shared/errors.ts';
import type { CustomerId } from '../../../shared/ids.ts';
import type { Language } from '../../../shared/language.ts';
import { campaignsForCustomer } from '../../../shared/operations/campaigns-for-customer.ts';
import { eraseCustomer } from '../../../shared/operations/erase-customer.ts';
import { exportCustomer } from '../../../shared/operations/export-customer.ts';
import { gatherCustomer } from '../../../shared/operations/gather-customer.ts';
import { nextNight } from '../../../shared/operations/next-night.ts';
import { knownAs } from '../../../shared/operations/resolve-customers.ts';
import { searchCustomers } from '../../../shared/operations/search-customers.ts';
import { closeChannelOf } from '../../../shared/operations/suppress-recipient.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { customerPage } from '../../../shared/screens/customer-page.ts';
import { triggerText } from '../../../shared/screens/trigger-text.ts';
import { linesOf } from '../../../shared/words/audience-reason.ts';
import { screenWords } from '../../../shared/words/screens.ts';
import { forgetMail } from '../../toolkit/forget-mail.ts';
import { notCalled, resumeCallback } from '../../toolkit/resume-callback.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

/** What answers the routes about customers. */
export const customerAnswers = {
  'GET /api/customers': async ({ query: { text, limit } }) => ({
    customers: (await searchCustomers(store, text, limit)).map(foundCustomer),
  }),

  'GET /api/customers/{customerId}': async ({ path, query: { lang } }, { at }) => {
    const profile = await getProfile(path.customerId);
    const { email } = profile.contact;
    const [settings, picture, sharing] = await Promise.all([
      store.settings.load(),
      gatherCustomer(store, profile, lang, { at }),
      email === undefined ? [] : store.customers.findByEmail(email),
    ]);
    const others = sharing.map(({ customerId }) => customerId).filter((id) => id !== profile.customerId);
    return customerPage(picture, settings, lang, others);
  },

  'GET /api/customers/{customerId}/campaigns': async ({ path, query: { lang } }, { at }) => ({
    campaigns: await campaignsFor(await getProfile(path.customerId), lang, at),
  }),

  'POST /api/customers/{customerId}/close': async ({ path, body: { channel } }, { at, requestId }) => {
    const { customerId } = await getProfile(path.customerId);
    const { timeZone } = await store.settings.load();
    await closeChannelOf(store, customerId, channel, { at, source: `console ${requestId}` }, timeZone);
    return { closed: true };
  },

  'GET /api/customers/{customerId}/export': async ({ path }) => {
    const { customerId } = await getProfile(path.customerId);
    return { ...(await exportCustomer(store, customerId)) };
  },

  'POST /api/customers/{customerId}/erase': async ({ path, body }, { at }) => {
    if (body.confirm !== path.customerId)
      throw new InvalidInputError('the request is not valid', [
        { path: 'body.confirm', message: 'repeat the id of the customer to erase' },
      ]);
    const customerId = await knownAs(store, path.customerId);
    const { facts, enrolments, callbacksEnded } = await eraseCustomer(store, customerId, at, {
      endCallback: ({ token }) => resumeCallback(token, notCalled),
      deleteMail: forgetMail,
    });
    return { facts, enrolments, callbacksEnded };
  },
} satisfies Partial<Answers>;

/** @throws NotFoundError */
async function getProfile(id: CustomerId): Promise<Profile> {
  const profile = await store.customers.find(await knownAs(store, id));
  if (profile === undefined) throw new NotFoundError('nothing is known of this customer', { where: id });
  return profile;
}

async function campaignsFor(profile: Profile, lang: Language, now: Instant) {
  const [settings, night] = await Promise.all([store.settings.load(), nextNight(store, now)]);
  const words = screenWords[lang];
  return ((await campaignsForCustomer(store, profile, night)) ?? []).map(
    ({ version, whyNot, excludedBy, audience }) => {
      const { id, campaign } = version;
      const { trigger } = campaign;
      const entering = trigger === 'audience' ? words.enters : words.entersBy(triggerText(trigger, lang));
      const reason =
        excludedBy === undefined ? whyNot && words.entersNot[whyNot] : words.excludedBy(excludedBy);
      return {
        id,
        name: campaign.name,
        enters: reason === undefined,
        why: reason ?? entering,
        conditions: [...linesOf(audience, lang, settings.currency)],
      };
    },
  );
}

function foundCustomer({
  customerId,
  contact,
  classes,
  orders,
}: Profile): Answered<'GET /api/customers'>['customers'][number] {
  const { name, email, phone } = contact;
  return {
    customerId,
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    ...(classes && { lifecycle: classes.lifecycle.is, tier: classes.tier.is }),
    orders: orders?.count ?? 0,
    spent: orders?.spent ?? 0,
    ...(orders && { lastOrderOn: orders.lastDay }),
  };
}
