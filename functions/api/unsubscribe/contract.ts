import type { Contract } from '../../toolkit/contract.ts';

const path = { token: 'The token in the link of an email. It is signed.' };
const example = { path: { token: 'TOKEN' }, status: 200 };
const unknown = { meaning: 'A page that says that the link is not a valid one.' };

export const showUnsubscribe = {
  summary: 'Show the page that unsubscribes',
  description:
    'For the link in an email. It changes nothing, since mail scanners follow every link: the page has a button.',
  path,
  answers: { 200: { meaning: 'A page with one button.' }, 404: unknown },
  example,
} as const satisfies Contract;

export const unsubscribe = {
  summary: 'Unsubscribe',
  description:
    'From the button of that page, or from the mail program ([RFC 8058](https://www.rfc-editor.org/rfc/rfc8058)). It closes the mailbox to email, whichever of its customers the email was for. The body is not read; a repeat is harmless.',
  path,
  answers: { 200: { meaning: 'A page that confirms it.' }, 404: unknown },
  example,
} as const satisfies Contract;
