import * as z from 'zod';
import type { Channel } from '../../shared/recipients/address.ts';
import type { Columns, TableReading } from './columns.ts';
import type { Statement } from './statement.ts';

const channels: Readonly<Record<string, Channel | 'other'>> = {
  EMAIL: 'email',
  SMS: 'phone',
  VOICE: 'phone',
  ...Object.fromEntries(
    [
      ...['PUSH', 'GCM', 'APNS', 'APNS_SANDBOX', 'APNS_VOIP', 'APNS_VOIP_SANDBOX', 'ADM', 'BAIDU'],
      ...['CUSTOM', 'IN_APP'],
    ].map((name) => [name, 'other' as const]),
  ),
};

/** An endpoint as a line of JSON. Only what is read is checked. */
const endpointSchema = z.looseObject({
  ChannelType: z.string(),
  Address: z.string().nullish(),
  OptOut: z.string().nullish(),
  EffectiveDate: z.string().nullish(),
});

/** Amazon Pinpoint's endpoints as CSV, as exported or made for an import. Undefined for another file. */
export function pinpointReading(columns: Columns): TableReading | undefined {
  if (!columns.has('ChannelType') || !columns.has('Address')) return undefined;
  const channelAt = columns.find('ChannelType');
  const addressAt = columns.find('Address');
  const optOutAt = columns.find('OptOut');
  const dateAt = columns.find('EffectiveDate');
  if (optOutAt === undefined) {
    return {
      refusal:
        'these are endpoints of Amazon Pinpoint, but without a column OptOut nothing says who opted out; export the endpoints from Pinpoint, not the file they were imported from',
    };
  }
  return {
    width: columns.width,
    read: (cells) => [statementOf(cells(channelAt), cells(addressAt), cells(optOutAt), cells(dateAt))],
  };
}

/** What an endpoint in JSON says; undefined when it is none. */
export function readEndpoint(value: unknown): readonly Statement[] | undefined {
  const endpoint = endpointSchema.safeParse(value);
  if (!endpoint.success) return undefined;
  const { ChannelType, Address, OptOut, EffectiveDate } = endpoint.data;
  return [statementOf(ChannelType, Address ?? '', OptOut ?? '', EffectiveDate ?? '')];
}

function statementOf(channelType: string, address: string, optOut: string, at: string): Statement {
  const channel = channels[channelType.trim().toUpperCase()];
  const word = optOut.trim().toUpperCase();
  if (channel === undefined)
    return { says: 'unclear', problem: `"${channelType}" is no ChannelType of Pinpoint` };
  if (channel === 'other') return { says: 'other-channel' };
  if (word === '') return { says: 'says-nothing' };
  if (word === 'NONE') return { says: 'not-opted-out' };
  if (word !== 'ALL') return { says: 'unclear', problem: `OptOut is "${optOut}"; Pinpoint has ALL and NONE` };
  return channel === 'email'
    ? { says: 'opted-out', channel, address, reason: 'unsubscribed', at }
    : { says: 'opted-out', channel, address: inE164(address), reason: 'do-not-call', at };
}

/** Pinpoint takes numbers of E.164 without their plus, and no such number begins with 0. */
export const inE164 = (number: string): string =>
  /^[1-9]\d{6,14}$/.test(number.trim()) ? `+${number.trim()}` : number;
