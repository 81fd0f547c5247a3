/**
 * A process of its own that runs the first night of a shop which lies in a directory, and can be killed in the middle.
 * Arguments: the directory, and where to say `here` and wait for death: a function's name, `mail 3`, or `nowhere`.
 */
import type { Handler } from '../../../infra/local/functions.ts';
import { firstNight, openShop, regular, type Shop, silentFrom } from './shop.ts';

const [directory = '', place = 'nowhere'] = process.argv.slice(2);

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

const say = (word: string) => process.stdout.write(`${word}\n`);
let mails = 0;
const shop: Shop = await openShop({
  directory,
  startsAtMs: Date.parse(`${firstNight}T04:00:00Z`),
  around: (name: string, handler: Handler): Handler => {
    if (name !== place) return handler;
    return () => {
      say('here');
      return new Promise(() => undefined);
    };
  },
  ses: {
    outcome: () => [],
    beforeSend() {
      mails += 1;
      if (place !== `mail ${mails}`) return 'accept';
      say('here');
      // SES has it, and the sender will never know.
      return 'timeout-after-accepting';
    },
  },
});
if ((await shop.store.campaigns.active()).length === 0) {
  await shop.publish('win-back', campaign);
  await shop.receive(
    ...['ann', 'bob', 'carl', 'dora', 'emil'].flatMap((name) => regular(name, silentFrom(firstNight))),
  );
}
await shop.night();
// Where the night was found running, it goes on by itself.
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
say(JSON.stringify(outcome));
await shop.stack.close();
