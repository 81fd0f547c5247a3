/** What is looked at in every mail before it is sent, in the order of a list. */
export const mailChecks = [
  'subject',
  'links',
  'images',
  'contrast',
  'size',
  'fallbacks',
  'unsubscribe',
  'address',
] as const;
export type MailCheck = (typeof mailChecks)[number];
