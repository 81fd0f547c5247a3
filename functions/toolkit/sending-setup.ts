import { Resolver } from 'node:dns/promises';
import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  type GetEmailIdentityCommandOutput,
  NotFoundException,
  type SESv2Client,
} from '@aws-sdk/client-sesv2';

/** What SES says of the account that sends. */
export interface SendingAccountState {
  /** True while SES sends to verified addresses only. */
  readonly isSandbox: boolean;
  readonly isSending: boolean;
  /** `HEALTHY`, `PROBATION` or `SHUTDOWN`. */
  readonly enforcement: string;
  /** How many emails it may send in 24 hours; absent where there is no limit. */
  readonly dailyQuota?: number;
  readonly sentLastDay: number;
  readonly perSecond: number;
}

/** What SES says of the domain or address that emails are from. */
export interface SendingIdentityState {
  /** The identity in SES: the domain, or else the address alone. */
  readonly name: string;
  readonly isVerified: boolean;
  /** `SUCCESS`, `PENDING`, `FAILED`, `TEMPORARY_FAILURE` or `NOT_STARTED`. */
  readonly dkim: string;
  /** The domain that bounces go to; absent where that is Amazon's, for which the shop's SPF says nothing. */
  readonly mailFrom?: { readonly domain: string; readonly state: string };
}

/** What DNS says about emails in the name of a domain that nobody has signed. */
export type DmarcState =
  | { readonly found: true; readonly policy: string; readonly record: string; readonly at: string }
  | { readonly found: false; readonly why: 'missing' | 'unanswered' };

/** Asks SES how much and how fast the account may send. */
export async function readAccountState(ses: SESv2Client): Promise<SendingAccountState> {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = await ses.send(
    new GetAccountCommand({}),
  );
  const { Max24HourSend = -1, SentLast24Hours = 0, MaxSendRate = 0 } = SendQuota ?? {};
  return {
    isSandbox: ProductionAccessEnabled !== true,
    isSending: SendingEnabled === true,
    enforcement: EnforcementStatus ?? 'HEALTHY',
    // SES writes -1 for a quota without a limit.
    ...(Max24HourSend >= 0 && { dailyQuota: Max24HourSend }),
    sentLastDay: SentLast24Hours,
    perSecond: MaxSendRate,
  };
}

/** Asks SES how the sender is set up: by its domain, or else by the address alone. Undefined when SES knows neither. */
export async function readIdentityState(
  ses: SESv2Client,
  address: string,
): Promise<SendingIdentityState | undefined> {
  for (const name of [domainOf(address), address]) {
    const found = await ses.send(new GetEmailIdentityCommand({ EmailIdentity: name })).catch(whenKnown);
    if (found !== undefined) return stateOf(name, found);
  }
  return undefined;
}

function whenKnown(error: unknown): undefined {
  if (error instanceof NotFoundException) return undefined;
  throw error;
}

function stateOf(
  name: string,
  { VerifiedForSendingStatus, DkimAttributes, MailFromAttributes }: GetEmailIdentityCommandOutput,
): SendingIdentityState {
  const { MailFromDomain, MailFromDomainStatus } = MailFromAttributes ?? {};
  return {
    name,
    isVerified: VerifiedForSendingStatus === true,
    dkim: DkimAttributes?.Status ?? 'NOT_STARTED',
    ...(MailFromDomain !== undefined && {
      mailFrom: { domain: MailFromDomain, state: MailFromDomainStatus ?? 'PENDING' },
    }),
  };
}

/** Looks up TXT records, each as its pieces. */
export type TxtLookup = (name: string) => Promise<readonly (readonly string[])[]>;

/** A screen waits for it. */
const dnsTimeoutMs = 1500;

/** Looks up TXT records in the DNS, for a few seconds at most. */
export const lookUpTxt: TxtLookup = (name) =>
  new Resolver({ timeout: dnsTimeoutMs, tries: 2 }).resolveTxt(name);

/**
 * Looks up the DMARC record that holds for an address: of its domain, or else of one above it, as receivers do (RFC 7489,
 * section 6.6.3, though without the list of public suffixes: a record of `co.uk` would be found, and there is none).
 */
export async function readDmarc(address: string, lookUp: TxtLookup = lookUpTxt): Promise<DmarcState> {
  const labels = domainOf(address).split('.');
  for (let from = 0; from <= labels.length - 2; from += 1) {
    const domain = labels.slice(from).join('.');
    try {
      const texts = (await lookUp(`_dmarc.${domain}`)).map((pieces) => pieces.join(''));
      const record = texts.find((text) => /^v=DMARC1\s*(;|$)/.test(text));
      if (record !== undefined)
        return { found: true, policy: /;\s*p=(\w+)/.exec(record)?.[1] ?? '', record, at: domain };
    } catch (error) {
      if (!isAbsent(error)) return { found: false, why: 'unanswered' };
    }
  }
  return { found: false, why: 'missing' };
}

/** The DNS says so when there is no such name, or nothing of this kind under it. */
const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOTFOUND' || error.code === 'ENODATA');

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
