import { expect, test } from 'vitest';
import { customerIdSchema } from '../../../../shared/ids.ts';
import { createJourney } from '../../../../shared/operations/simulation/journey.ts';
import { createMailboxes } from '../../../../shared/operations/simulation/messages.ts';
import { seededSecrets } from '../../../../shared/settings/secrets.ts';
import { defaultSettings } from '../../../../shared/settings/settings.ts';
import { campaignOf, customer, enrolmentOf } from '../../campaigns/campaigns.ts';

test('a simulated campaign asks for no more calls a day than staff can make', () => {
  const outcomes: string[] = [];
  const settings = {
    ...defaultSettings,
    callbacks: { ...defaultSettings.callbacks, capacity: { people: 1, callsPerPerson: 2 } },
  };
  const context = {
    settings,
    secrets: seededSecrets('seed'),
    mailboxes: createMailboxes('key'),
    calls: new Map(),
    onStep: (_: unknown, { outcome }: { outcome: string | { state: string; reason?: string } }) =>
      void outcomes.push(typeof outcome === 'string' ? outcome : (outcome.reason ?? outcome.state)),
  };
  const calling = campaignOf({
    holdout: '0%',
    steps: [{ after: '0d', callback: { script: 'hello', within: '8h' } }],
  });
  for (const number of [1, 2, 3, 4]) {
    const phone = `+44 20 7946 000${number}`;
    const person = {
      ...customer,
      customerId: customerIdSchema.parse(`c${number}`),
      contact: { ...customer.contact, phone },
      consents: { phone: true },
    };
    createJourney(context, calling, person, { ...enrolmentOf(), outcome: enrolmentOf().outcome }).run(
      person,
      undefined,
    );
  }
  expect(outcomes).toEqual(['queued', 'queued', 'staff-busy', 'staff-busy']);
});
