import * as z from 'zod';
import { SesRefusal } from './errors.ts';
import { bareAddress } from './event-bridge.ts';
import { type OutgoingMessage, recipientsOf } from './message.ts';

const content = z.object({ Data: z.string() });
const addresses = z.array(z.string()).nullish();

/** The part of a SendEmail request that the local SES supports. The names are those of the SES API v2. */
const sendEmailRequest = z.object({
  FromEmailAddress: z.string().nullish(),
  Destination: z
    .object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .nullish(),
  ReplyToAddresses: addresses,
  ConfigurationSetName: z.string().nullish(),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).nullish(),
  Content: z.object({
    Simple: z
      .object({
        Subject: content,
        Body: z.object({ Text: content.nullish(), Html: content.nullish() }),
        Headers: z.array(z.object({ Name: z.string(), Value: z.string() })).nullish(),
      })
      .nullish(),
  }),
});

/**
 * Validates a SendEmail request as SES does, and returns the message to send.
 * @throws SesRefusal when SES would refuse the request
 */
export function readSendEmail(body: string): OutgoingMessage {
  const request = sendEmailRequest.safeParse(parseJson(body));
  if (!request.success) refuse(z.prettifyError(request.error));
  const { FromEmailAddress, Destination, ReplyToAddresses, ConfigurationSetName, EmailTags, Content } =
    request.data;
  const simple = Content.Simple;
  if (!simple) refuse('Content must be Simple: the local SES supports neither Raw nor Template.');
  if (!FromEmailAddress) refuse("Missing required header 'From'.");

  const headers = (simple.Headers ?? []).map(({ Name: name, Value: value }) => ({ name, value }));
  const tags = (EmailTags ?? []).map(({ Name, Value }) => [Name, Value] as const);
  const message: OutgoingMessage = {
    from: FromEmailAddress,
    to: Destination?.ToAddresses ?? [],
    cc: Destination?.CcAddresses ?? [],
    bcc: Destination?.BccAddresses ?? [],
    replyTo: ReplyToAddresses ?? [],
    subject: simple.Subject.Data,
    ...(simple.Body.Text ? { text: simple.Body.Text.Data } : {}),
    ...(simple.Body.Html ? { html: simple.Body.Html.Data } : {}),
    headers,
    tags: Object.fromEntries(tags),
    ...(ConfigurationSetName ? { configurationSet: ConfigurationSetName } : {}),
  };
  checkRecipients(message);
  checkBody(message);
  tags.forEach(checkTag);
  checkHeaders(headers);
  if (!/^[\w-]{0,64}$/.test(ConfigurationSetName ?? '')) {
    refuse(`Invalid configuration set name <${ConfigurationSetName}>.`);
  }
  return message;
}

function refuse(message: string): never {
  throw new SesRefusal('BadRequestException', message);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return refuse('The request body is not JSON.');
  }
}

function checkRecipients(message: OutgoingMessage): void {
  const recipients = recipientsOf(message);
  if (recipients.length === 0) refuse('Destination must name at least one recipient.');
  if (recipients.length > 50) refuse(`Recipient count exceeds 50: ${recipients.length}.`);
  for (const address of [message.from, ...recipients, ...message.replyTo]) checkAddress(address);
}

function checkAddress(address: string): void {
  const bare = bareAddress(address);
  const at = bare.lastIndexOf('@');
  if (at < 0 || at === bare.length - 1) refuse(`Missing final '@domain' in <${address}>.`);
  const local = bare.slice(0, at);
  const domain = bare.slice(at + 1);
  if (local === '') refuse(`Missing local part in <${address}>.`);
  if (!/^[\x21-\x7e]+$/.test(local)) {
    refuse(`Local address contains control or whitespace, or is not ASCII: <${address}>.`);
  }
  if (/\.\./.test(domain)) refuse(`Domain contains dot-dot: <${address}>.`);
  if (/[\s\p{Cc}<>@,;]/u.test(domain)) refuse(`Domain contains illegal character: <${address}>.`);
}

function checkBody(message: OutgoingMessage): void {
  if (message.text === undefined && message.html === undefined) refuse('Body must have Text or Html.');
}

function checkTag([name, value]: readonly [string, string]): void {
  for (const [part, text] of [
    ['name', name],
    ['value', value],
  ] as const) {
    if (text.length === 0 || text.length > 256) refuse(`Invalid tag ${part} <${text}>: 1 to 256 characters.`);
    if (!/^[A-Za-z0-9_-]+$/.test(text)) {
      refuse(`Invalid tag ${part} <${text}>: only alphanumeric ASCII characters, '_', and '-' are allowed.`);
    }
  }
}

/** Headers that SES sets itself. */
const reservedHeaders = new Set(
  'bcc cc content-disposition content-type date from message-id mime-version reply-to return-path subject to'.split(
    ' ',
  ),
);

function checkHeaders(headers: OutgoingMessage['headers']): void {
  if (headers.length > 15) refuse(`Header count exceeds 15: ${headers.length}.`);
  for (const { name, value } of headers) {
    if (!/^[\x21-\x39\x3b-\x7e]{1,126}$/.test(name)) refuse(`Invalid header name <${name}>.`);
    if (reservedHeaders.has(name.toLowerCase())) refuse(`Header <${name}> cannot be set in Headers.`);
    if (!/^[\x20-\x7e]{1,995}$/.test(value))
      refuse(`Invalid value of header <${name}>: 1 to 995 printable ASCII.`);
    if (name.length + value.length > 996) refuse(`Header <${name}> exceeds 996 characters.`);
  }
}
