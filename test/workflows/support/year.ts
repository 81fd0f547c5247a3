import { readdir } from 'node:fs/promises';
import { loadCampaign } from '../../../cli/campaign-files.ts';
import type { FunctionName } from '../../../infra/functions.ts';
import type { Handler } from '../../../infra/local/functions.ts';
import { addDays, dayIn, instantFromMs, instantOfLocal, type PlainDate } from '../../../shared/calendar.ts';
import { uniformFrom } from '../../../shared/hash.ts';
import { publishCampaigns } from '../../../shared/operations/publish-campaigns.ts';
import { takeInHistory } from '../../../simulation/days/history.ts';
import { sendActivity, sendOrders } from '../../../simulation/days/webhooks.ts';
import { smallShop } from '../../simulation/shop/small-shop.ts';
import { type Life, runInLife, watchCommands } from './lives.ts';
import { firstNight, openShop, type Shop } from './shop.ts';

/** How long, how large, and how rough. */
export interface YearOptions {
  readonly customers: number;
  readonly nights: number;
  /** Everything begins twice, and functions die at random commands. */
  readonly isDisturbed: boolean;
}

export const timeZone = 'Europe/London';
const minuteMs = 60_000;
const readsAfterMs = 10 * minuteMs;
/** By then a callback task is queued, however often the function died that does it. */
const retriedWithinMs = 60 * minuteMs;
/** At these hours the shop sends what has happened since. */
const sendingHours = [0, 6, 10, 13, 16, 19, 22];

/** Of so many invocations of a function one dies, before or after one of its first writes or sends. */
const deathsIn = 12;
const pointsBefore = 12;
const isRead = (point: string): boolean => / (Batch)?(Get|Query|Scan)\w*Command$/.test(point);

/** Lambda itself calls these again, twice at most, since nobody waits for them. */
const calledAgain: ReadonlySet<FunctionName> = new Set(['record-email-event', 'record-night-failure']);

const campaignsFolder = new URL('../../../workflows/campaigns/', import.meta.url);

/** A shop with all ready-made campaigns in which some nights have passed with their hours, and how many functions died. */
export async function liveThrough({
  customers,
  nights,
  isDisturbed,
}: YearOptions): Promise<{ readonly shop: Shop; readonly deaths: number }> {
  watchCommands();
  let invocations = 0;
  let deaths = 0;
  const onDeath = () => {
    deaths += 1;
  };
  const around = (name: FunctionName, handler: Handler): Handler => {
    if (!isDisturbed) return handler;
    return (event, context) => {
      invocations += 1;
      if (uniformFrom('dies', String(invocations)) >= 1 / deathsIn) return handler(event, context);
      const diesAt = 1 + Math.floor(uniformFrom('at', String(invocations)) * pointsBefore);
      const run = () => handler(event, context);
      const died = dieAt(diesAt, name, run, onDeath);
      return calledAgain.has(name) ? died.catch(run) : died;
    };
  };
  const shop = await openShop({
    around,
    random: () => 0.5,
    startsAtMs: Date.parse(instantOfLocal(`${firstNight}T00:00:00`, timeZone)),
    settings: { timeZone, currency: 'GBP', limits: {}, callbacks: { capacity: { people: 5 } } },
    ses: { outcome: () => [] },
  });
  const simulated = smallShop({ customers, to: addDays(firstNight, nights) });
  const { store, stack } = shop;
  const files = (await readdir(campaignsFolder)).filter((name) => name.endsWith('.yaml'));
  const drafts = await Promise.all(
    files.sort().map((name) => loadCampaign(new URL(name, campaignsFolder).pathname)),
  );
  await publishCampaigns(store, drafts, instantFromMs(shop.clock.now()));
  const dayBefore = addDays(firstNight, -1);
  const history = {
    orders: simulated.webhooks(undefined, dayBefore),
    activity: simulated.activity(addDays(dayBefore, -60), dayBefore),
  };
  await takeInHistory(store, history, timeZone, () => undefined);

  let mailsSeen = 0;
  const readMail = async () => {
    const all = stack.ses.messages();
    // Whoever clicks at once is taken for a scanner.
    if (all.length > mailsSeen) await shop.passUntil(shop.clock.now() + readsAfterMs);
    for (const mail of all.slice(mailsSeen)) await react(shop, mail);
    mailsSeen = all.length;
    await stack.idle();
  };
  const passUntil = async (ms: number) => {
    for (;;) {
      const next = await store.due.firstAfter(instantFromMs(shop.clock.now()));
      const dueMs = next === undefined ? ms : Math.ceil(Date.parse(next.at) / minuteMs) * minuteMs;
      await shop.passUntil(Math.min(dueMs, ms));
      if (dueMs >= ms) return;
      const starts = [stack.startCampaigns(), ...(isDisturbed ? [stack.startCampaigns()] : [])];
      await Promise.all(starts.map((one) => one.catch(() => undefined)));
      if (isDisturbed) stack.stepFunctions.startExecution({ stateMachine: 'run-campaigns' });
      await settle(shop);
      await readMail();
    }
  };
  for (let night = 0; night < nights; night += 1) {
    const day = addDays(firstNight, night);
    const atHour = (hour: number) =>
      Date.parse(instantOfLocal(`${day}T${String(hour).padStart(2, '0')}:00:00`, timeZone));
    const [orders, activity] = [simulated.webhooksOn(day), simulated.activityOn(day)];
    await passUntil(atHour(4) - 1);
    await shop.passUntil(atHour(4));
    const second = isDisturbed
      ? stack.stepFunctions.startExecution({ stateMachine: 'nightly-rescore', input: { date: day } })
      : undefined;
    await runToItsEnd(shop, day);
    if (second !== undefined) await shop.waitForEnd(second.executionArn);
    await readMail();
    let since = '';
    for (const hour of [...sendingHours.slice(1), 24]) {
      const until =
        hour === 24 ? Date.parse(instantOfLocal(`${addDays(day, 1)}T00:00:00`, timeZone)) - 1 : atHour(hour);
      await passUntil(until);
      const upTo = instantFromMs(until);
      const isNow = (at: string) => at > since && at <= upTo;
      const facts = activity.filter(({ at }) => isNow(at));
      const sent = orders.filter(({ updatedAt }) => isNow(updatedAt));
      for (let times = isDisturbed ? 2 : 1; times > 0; times -= 1) {
        await untilAccepted(() => sendOrders(stack.endpoints.api, sent));
        await untilAccepted(() => sendActivity(stack.endpoints.api, facts));
      }
      since = upTo;
    }
  }
  // Whoever entered by an event of the last day is counted in the night after it.
  const dayAfter = addDays(firstNight, nights);
  await passUntil(Date.parse(instantOfLocal(`${dayAfter}T04:00:00`, timeZone)));
  await runToItsEnd(shop, dayAfter);
  await shop.passUntil(shop.clock.now() + retriedWithinMs);
  return { shop, deaths };
}

/** Starts a night until it succeeds, as an operator would. */
async function runToItsEnd(shop: Shop, day: PlainDate): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1)
    if ((await shop.runNight(day)).status === 'SUCCEEDED') return;
  throw new Error(`the night of ${day} does not succeed`);
}

/** Sends again while a function dies of it, as webhooks do. */
async function untilAccepted(send: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/** Lets retries of functions that died happen, which wait for seconds. */
async function settle({ stack, clock }: Shop): Promise<void> {
  await stack.idle();
  for (let second = 0; second < 600; second += 1) {
    const running = stack.stepFunctions.listExecutions({ stateMachine: 'run-campaigns', status: 'RUNNING' });
    if (running.items.length === 0) return;
    await clock.advanceTo(clock.now() + 1000, () => stack.idle());
  }
}

/** Runs an invocation whose sandbox dies at a command; a shorter one lives. */
function dieAt(
  diesAt: number,
  name: string,
  run: () => Promise<unknown>,
  onDeath: () => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let points = 0;
    const life: Life = {
      isOver: false,
      inFlight: 0,
      pass(point) {
        if (isRead(point)) return;
        points += 1;
        if (points !== diesAt) return;
        life.isOver = true;
        onDeath();
        // Where it died says nothing to whoever reads the log of the embedded API.
        const stack = `the sandbox of ${name} died`;
        reject(Object.assign(new Error(stack), { name: 'Runtime.ExitError', stack }));
      },
    };
    runInLife(life, name, run).then(resolve, reject);
  });
}

/** What the reader of a mail does depends on the mail alone, whenever and however often everything else runs. */
async function react({ stack }: Shop, mail: ReturnType<Shop['mailsTo']>[number]): Promise<void> {
  const { campaign = '', cohort = '', step = '', callback = '' } = mail.tags;
  const draw = uniformFrom('reaction', campaign, cohort, step, callback, mail.to.join());
  const raise = (event: Parameters<typeof stack.ses.raise>[1]) => stack.ses.raise(mail.id, event);
  if (draw < 0.01) raise({ type: 'Bounce', bounceType: 'Permanent' });
  else if (draw < 0.02) raise({ type: 'Complaint' });
  else if (draw < 0.2) raise({ type: 'Click', link: 'https://shop.example.com/' });
  else if (draw < 0.5) raise({ type: 'Open' });
  await stack.idle();
}

/** The day of a moment in the shop. */
export const dayOf = (ms: number): PlainDate => dayIn(timeZone, instantFromMs(ms));
