import { instantFromMs } from '../../../shared/calendar.ts';
import { previewToken } from '../../../shared/email/preview-link.ts';
import { choosePreview, previewMail } from '../../../shared/operations/preview-mail.ts';
import { knownAs } from '../../../shared/operations/resolve-customers.ts';
import { isEnoughForNow, sendTestMail } from '../../../shared/operations/send-test-mail.ts';
import { withMailer } from '../../toolkit/mailer.ts';
import { store } from '../../toolkit/store.ts';
import { library } from '../ready-made.ts';
import type { Answers } from './answer.ts';

/** As long as the address of a preview is good. */
const validMs = 5 * 60_000;

/** What answers the routes about how the mails of a draft look. */
export const previewAnswers = {
  'POST /api/drafts/{campaign}/preview': async ({ path, body }, { at }) => {
    const { isDark, lang, customerId: asked, ...what } = body;
    const customerId = asked && (await knownAs(store, asked));
    const mail = await choosePreview(store, { ...path, ...what, customerId }, library, at);
    if ('whyNot' in mail) return mail;
    const result = await previewMail(store, mail, library, { at, language: lang });
    if (!('email' in result)) return result;
    const { email, customer, isReachable } = result;
    const { links } = await store.settings.secrets();
    const until = instantFromMs(Date.parse(at) + validMs);
    const { customerId: id, contact } = customer;
    return {
      shown: {
        address: `/api/previews/${previewToken({ ...mail, isDark, until }, links)}`,
        subject: email.subject,
        language: mail.language,
        customer: {
          customerId: id,
          email: email.to,
          isReachable,
          ...(contact.name !== undefined && { name: contact.name }),
        },
      },
    };
  },

  'POST /api/drafts/{campaign}/test': async ({ path, body }, { caller, at }) => {
    const { to, lang: language, ...what } = body;
    if (await isEnoughForNow(store, { by: caller.id, at })) return { sent: false, whyNot: 'too-many' };
    const mail = { ...path, ...what };
    const settings = await store.settings.load();
    return withMailer(settings, (send) => sendTestMail(store, { mail, to, at, language }, library, send));
  },
} satisfies Partial<Answers>;
