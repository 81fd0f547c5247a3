/**
 * A process of its own that runs the first night of a shop in a directory, and can be killed in the middle. Arguments:
 * the directory, and the place at which to print `here` and wait to be killed: a function's name, `mail 3`, or
 * `nowhere`.
 */
import type { Handler } from '../../../infra/local/functions.ts';
import { firstNight, lastDayBeforeSilence, openShop, regularOrders, type Shop } from './shop.ts';

const [directory = '', place = 'nowhere'] = process.argv.slice(2);

/** How the night ended; printed as JSON. */
export interface NightOutcome {
  readonly night: unknown;
  readonly mails: readonly string[];
  readonly deliveries: Readonly<Record<string, string>>;
  readonly unfinished: number;
  readonly tasks: number;
}

const campaign = `
name: Win back
audience: { lifecycle: [silent] }
holdout: 0%
steps:
  - after: 0d
    email: { template: note }
  - after: 0d
    callback: { script: win-back, within: 3d }
`;

const print = (line: string) => process.stdout.write(`${line}\n`);
let mails = 0;
const shop: Shop = await openShop({
  directory,
  startsAtMs: Date.parse(`${firstNight}T04:00:00Z`),
  around: (name: string, handler: Handler): Handler => {
    if (name !== place) return handler;
    return () => {
      print('here');
      return new Promise(() => undefined);
    };
  },
  ses: {
    outcome: () => [],
    beforeSend() {
      mails += 1;
      if (place !== `mail ${mails}`) return 'accept';
      print('here');
      // SES has accepted it, and the sender never learns of it.
      return 'timeout-after-accepting';
    },
  },
});
if ((await shop.store.campaigns.active()).length === 0) {
  await shop.publish('win-back', campaign);
  await shop.receive(
    ...['ann', 'bob', 'carl', 'dora', 'emil'].flatMap((name) =>
      regularOrders(name, lastDayBeforeSilence(firstNight)),
    ),
  );
}
await shop.runNight();
// A night that was found running continues by itself.
await shop.pass(0.1);

const enrolments = [...(await shop.enrolments('win-back')).values()];
const outcome: NightOutcome = {
  night: (await shop.store.nights.get(firstNight)).progress.state,
  mails: shop.mailKeys(),
  deliveries: Object.fromEntries(
    enrolments.map(({ customerId, steps }) => [customerId, steps[0]?.state ?? 'none']),
  ),
  unfinished: (await shop.store.cohorts.unfinished()).length,
  tasks: (await shop.store.callbacks.waiting()).length,
};
print(JSON.stringify(outcome));
await shop.stack.close();
