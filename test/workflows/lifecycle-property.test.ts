import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Handler } from '../../infra/local/functions.ts';
import { instantFromMs } from '../../shared/calendar.ts';
import { readCampaign } from '../../shared/campaigns/read-campaign.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import { moveJourneys, refuseChangedSteps } from '../../shared/operations/move-journeys.ts';
import {
  duplicatesIn,
  lastDayBeforeSilence,
  nightsLater,
  openShop,
  regularOrders,
  type Shop,
} from './support/shop.ts';

const id = campaignIdSchema.parse('one');
const days = 8;
const longestStep = 6;

/** A campaign with a first step for everybody, and others as they are drawn. */
const fileOf = (after: readonly number[]) => `
name: A campaign
audience: { lifecycle: [silent] }
holdout: 0%
stopAt: end
steps:
  - { after: 0d, email: { template: note } }
${after.map((at) => `  - { after: ${at}d, email: { template: note } }`).join('\n')}
`;

const tail = fc
  .uniqueArray(fc.integer({ min: 1, max: longestStep }), { minLength: 1, maxLength: 3 })
  .map((steps) => steps.sort((a, b) => a - b));

const happening = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ does: 'nothing' } as const) },
  {
    weight: 2,
    arbitrary: fc.record({ does: fc.constant('dies' as const), at: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ does: 'pauses' } as const) },
  { weight: 1, arbitrary: fc.constant({ does: 'resumes' } as const) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('moves' as const), tail, twice: fc.boolean() }) },
);

/** Lets the nth call of a function that runs steps die, before or after it has done its work. */
function createDeath() {
  let left = 0;
  const isDeath = (name: string) => {
    if (name !== 'run-step' && name !== 'close-step') return false;
    left -= 1;
    return left === 0;
  };
  return {
    onCall: (number: number) => {
      left = number;
    },
    around:
      (name: string, handler: Handler): Handler =>
      async (event, context) => {
        if (isDeath(name)) throw new Error('died before');
        const result = await handler(event, context);
        if (isDeath(name)) throw new Error('died after');
        return result;
      },
  };
}

type Steps = readonly number[];
type Happening = typeof happening extends fc.Arbitrary<infer H> ? H : never;

async function move(at: Shop, after: readonly number[]): Promise<boolean> {
  const file = fileOf(after);
  const { campaign } = readCampaign(file, 'one.yaml');
  const isRefused = await refuseChangedSteps(at.store, { id, campaign }, 'en').then(
    () => false,
    () => true,
  );
  if (isRefused) return false;
  await moveJourneys(at.store, id, await at.publish('one', file));
  return true;
}

async function live(
  at: Shop,
  death: ReturnType<typeof createDeath>,
  first: Steps,
  story: readonly Happening[],
) {
  await at.publish('one', fileOf(first));
  for (const day of [0, 1, 3])
    await at.receive(...regularOrders(`c${day}`, lastDayBeforeSilence(nightsLater(day))));
  for (const [day, one] of story.entries()) {
    if (one.does === 'pauses') await at.pause('one');
    if (one.does === 'resumes') await at.resume('one');
    if (one.does === 'moves') for (let n = 0; n <= Number(one.twice); n += 1) await move(at, one.tail);
    death.onCall(one.does === 'dies' ? one.at : 0);
    await at.runNight(nightsLater(day));
    await Promise.all([at.runCampaigns(), at.runCampaigns()]);
  }
  death.onCall(0);
  await at.resume('one');
  for (let day = days; day <= days + 2 * longestStep; day += 1) await at.runNight(nightsLater(day));
}

test('whoever is in flight gets each step at most once and is accounted for in all of them, however often the campaign is paused, resumed, moved and broken', async () => {
  await fc.assert(
    fc.asyncProperty(
      tail,
      fc.array(happening, { minLength: days, maxLength: days }),
      async (first, story) => {
        const death = createDeath();
        const at = await openShop({ around: death.around });
        try {
          await live(at, death, first, story);
          expect(duplicatesIn(at.mailKeys())).toEqual([]);
          expect(await at.store.cohorts.unfinished()).toEqual([]);
          expect(await at.store.due.all()).toEqual([]);
          const cohorts = await at.store.cohorts.finished();
          let entered = 0;
          for (const cohort of cohorts) {
            const { enrolments } = await at.store.journeys.page(cohort, 0, undefined, 100);
            entered += enrolments.length;
            for (const { steps, customerId } of enrolments) {
              expect(Object.keys(steps)).toEqual(Object.keys(cohort.steps));
              const days = at.mailsTo(customerId).map(({ atMs }) => instantFromMs(atMs).slice(0, 10));
              expect(duplicatesIn(days)).toEqual([]);
            }
            for (const run of Object.values(cohort.steps))
              expect(run).toMatchObject({ state: 'done', tally: { customers: enrolments.length } });
          }
          expect(entered).toBe(3);
        } finally {
          await at.stack.close();
        }
      },
    ),
    { numRuns: Number(process.env.LIFECYCLE_RUNS ?? 3) },
  );
}, 600_000);
