import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  readAccountState,
  readDmarc,
  readIdentityState,
  type TxtLookup,
} from '../../../functions/toolkit/sending-setup.ts';

const ses = mockClient(SESv2Client);
beforeEach(() => ses.reset());
const client = new SESv2Client({});
const missing = new NotFoundException({ message: '', $metadata: {} });

describe('the account', () => {
  test('is described by its quota, its pace, and whether it is in the sandbox', async () => {
    ses.on(GetAccountCommand).resolves({
      ProductionAccessEnabled: false,
      SendingEnabled: true,
      EnforcementStatus: 'PROBATION',
      SendQuota: { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 50 },
    });
    expect(await readAccountState(client)).toEqual({
      isSandbox: true,
      isSending: true,
      enforcement: 'PROBATION',
      dailyQuota: 200,
      sentLastDay: 50,
      perSecond: 1,
    });
  });

  test('may have no quota at all', async () => {
    ses.on(GetAccountCommand).resolves({ SendQuota: { Max24HourSend: -1 } });
    expect(await readAccountState(client)).not.toHaveProperty('dailyQuota');
  });
});

describe('the sender', () => {
  const ofDomain = { EmailIdentity: 'shop.example' };

  test('is set up by its domain, with DKIM and its own MAIL FROM', async () => {
    ses.on(GetEmailIdentityCommand, ofDomain).resolves({
      VerifiedForSendingStatus: true,
      DkimAttributes: { Status: 'SUCCESS' },
      MailFromAttributes: {
        MailFromDomain: 'mail.shop.example',
        MailFromDomainStatus: 'PENDING',
        BehaviorOnMxFailure: 'USE_DEFAULT_VALUE',
      },
    });
    expect(await readIdentityState(client, 'Hello@Shop.example')).toEqual({
      name: 'shop.example',
      isVerified: true,
      dkim: 'SUCCESS',
      mailFrom: { domain: 'mail.shop.example', state: 'PENDING' },
    });
  });

  test('may be an address alone, or nothing that SES knows; an error is neither', async () => {
    ses.on(GetEmailIdentityCommand).rejects(missing);
    expect(await readIdentityState(client, 'hello@shop.example')).toBeUndefined();
    ses.on(GetEmailIdentityCommand, { EmailIdentity: 'hello@shop.example' }).resolves({});
    expect(await readIdentityState(client, 'hello@shop.example')).toEqual({
      name: 'hello@shop.example',
      isVerified: false,
      dkim: 'NOT_STARTED',
    });
    ses.on(GetEmailIdentityCommand, ofDomain).rejects(new Error('denied'));
    await expect(readIdentityState(client, 'hello@shop.example')).rejects.toThrow('denied');
  });
});

describe('DMARC', () => {
  const dns =
    (records: Readonly<Record<string, string[][]>>, code = 'ENOTFOUND'): TxtLookup =>
    async (name) =>
      records[name] ?? Promise.reject(Object.assign(new Error(code), { code }));

  test('is the record of the domain, in however many pieces, or of one above it', async () => {
    const own = { '_dmarc.mail.shop.example': [['something else'], ['v=DMARC1; p=quar', 'antine']] };
    expect(await readDmarc('a@mail.shop.example', dns(own))).toEqual({
      found: true,
      policy: 'quarantine',
      record: 'v=DMARC1; p=quarantine',
      at: 'mail.shop.example',
    });
    const above = { '_dmarc.shop.example': [['v=DMARC1;p=none;rua=mailto:d@shop.example']] };
    expect(await readDmarc('a@mail.shop.example', dns(above, 'ENODATA'))).toMatchObject({
      policy: 'none',
      at: 'shop.example',
    });
  });

  test('is missing only when the DNS says so', async () => {
    expect(await readDmarc('a@shop.example', dns({}))).toEqual({ found: false, why: 'missing' });
    const other = { '_dmarc.shop.example': [['v=DMARC10; p=none']] };
    expect(await readDmarc('a@shop.example', dns(other))).toEqual({ found: false, why: 'missing' });
    expect(await readDmarc('a@shop.example', dns({}, 'ETIMEOUT'))).toEqual({
      found: false,
      why: 'unanswered',
    });
  });

  test('without a policy is found all the same', async () => {
    const bare = { '_dmarc.shop.example': [['v=DMARC1']] };
    expect(await readDmarc('a@shop.example', dns(bare))).toMatchObject({ found: true, policy: '' });
  });
});
