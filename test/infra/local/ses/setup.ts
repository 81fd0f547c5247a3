import { SESv2Client, SendEmailCommand, type SendEmailCommandInput } from '@aws-sdk/client-sesv2';
import { afterEach } from 'vitest';
import { createSimulatedClock, type SimulatedClock } from '../../../../infra/local/clock.ts';
import type { SesEventBridgeEvent } from '../../../../infra/local/ses/event-bridge.ts';
import { type LocalSes, type SesOptions, startSes } from '../../../../infra/local/ses/ses.ts';

/** When the simulated clock starts. */
export const morning = Date.parse('2027-01-10T08:00:00.123Z');

const closers: (() => Promise<void> | void)[] = [];

afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A local SES, a client for it, and the events that its subscriber has got. */
export interface Setup {
  readonly ses: LocalSes;
  readonly client: SESv2Client;
  readonly clock: SimulatedClock;
  readonly events: readonly SesEventBridgeEvent[];
  /** Sends `mail` with the given changes, and returns its id. */
  send(changes?: Partial<SendEmailCommandInput>): Promise<string>;
}

/** A valid SendEmail request. */
export const mail: SendEmailCommandInput = {
  FromEmailAddress: 'Tea Shop <hello@shop.example>',
  Destination: { ToAddresses: ['Ada <ada@example.com>'] },
  ConfigurationSetName: 'rekindle',
  EmailTags: [{ Name: 'campaign', Value: 'win-back' }],
  Content: {
    Simple: {
      Subject: { Data: 'We miss you' },
      Body: { Html: { Data: '<p>Hello Ada</p>' }, Text: { Data: 'Hello Ada' } },
      Headers: [{ Name: 'List-Unsubscribe', Value: '<https://shop.example/u>' }],
    },
  },
};

/** Starts a local SES and creates a client that never retries; both are closed after the test. */
export async function setUp(options: Partial<SesOptions> = {}): Promise<Setup> {
  const clock = createSimulatedClock(morning);
  const events: SesEventBridgeEvent[] = [];
  const ses = await startSes({ clock, onEvent: (event) => void events.push(event), ...options });
  const client = clientFor(ses, 1);
  closers.push(() => ses.close());
  return {
    ses,
    client,
    clock,
    events,
    async send(changes = {}) {
      const { MessageId = '' } = await client.send(new SendEmailCommand({ ...mail, ...changes }));
      return MessageId;
    },
  };
}

/** Creates an SDK client for the local SES. It is destroyed after the test. */
export function clientFor(ses: LocalSes, maxAttempts: number): SESv2Client {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new SESv2Client({ endpoint: ses.url, region: 'us-east-1', credentials, maxAttempts });
  closers.push(() => client.destroy());
  return client;
}
