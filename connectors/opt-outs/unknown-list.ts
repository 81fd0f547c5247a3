import { InvalidInputError } from '../../shared/errors.ts';

const whatIsRead =
  'read are: endpoints of Amazon Pinpoint (CSV or JSON with ChannelType, Address and OptOut), Mailchimp\'s unsubscribed and cleaned (CSV with UNSUB_TIME or CLEAN_TIME), Klaviyo (CSV with Email Marketing Consent or Email Suppressions), the output of "aws sesv2 list-suppressed-destinations" and of "aws pinpoint-sms-voice-v2 describe-opted-out-numbers" as JSON, one address a line, and any CSV with a column "email" or "phone" and, unless all in it opted out, a column "status"';

/** The error for a file that is no list of opt-outs, with what it has and what would be read. */
export const unknownList = (name: string, seen: string): InvalidInputError =>
  new InvalidInputError(
    'This is no list of opt-outs that can be read; nothing was closed',
    [
      { path: '', message: seen },
      { path: '', message: whatIsRead },
    ],
    name,
  );

/** The first names of a file, shortened for a message. */
export const listed = (names: readonly string[]): string => {
  const shown = names.slice(0, 30).map((name) => name.trim().slice(0, 60) || '(no name)');
  return `${shown.join(', ')}${names.length > shown.length ? `, and ${names.length - shown.length} more` : ''}`;
};
