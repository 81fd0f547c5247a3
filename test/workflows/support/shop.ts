import { createSimulatedClock, type SimulatedClock } from '../../../infra/local/clock.ts';
import type { StoredMessage } from '../../../infra/local/ses/message.ts';
import { type Stack, type StackOptions, startStack } from '../../../infra/local/stack.ts';
import type { ExecutionDescription } from '../../../infra/local/step-functions/index.ts';
import { addDays, instantFromMs, type PlainDate, plainDate } from '../../../shared/calendar.ts';
import { readCampaign } from '../../../shared/campaigns/read-campaign.ts';
import type { Delivery } from '../../../shared/deliveries/delivery.ts';
import { uniformFrom } from '../../../shared/hash.ts';
import { type CustomerId, campaignIdSchema, customerIdSchema, type Slot } from '../../../shared/ids.ts';
import type { Cohort } from '../../../shared/journeys/cohort.ts';
import type { Enrolment } from '../../../shared/journeys/enrolment.ts';
import { nightBeginsAtHour } from '../../../shared/night-begins.ts';
import type { Profile } from '../../../shared/profile/profile.ts';
import { type Settings, settingsSchema } from '../../../shared/settings/settings.ts';
import type { Store } from '../../../shared/store/store.ts';

// Nobody needs the logs of failures that a test causes on purpose.
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';

/** The date of the first night in these tests. */
export const firstNight = plainDate('2026-09-01');
/** The date of a night some days after the first, or before it when negative. */
export const nightsLater = (days: number): PlainDate => addDays(firstNight, days);

const hourMs = 3_600_000;

/** How to open a shop. */
export interface ShopOptions extends Pick<StackOptions, 'around' | 'directory' | 'ses' | 'random'> {
  readonly settings?: Parameters<typeof settingsSchema.parse>[0] & object;
  /** When the clock starts; the default is the evening before the first night. */
  readonly startsAtMs?: number;
}

/** A shop on the embedded stack, in the words of the tests. */
export interface Shop {
  readonly stack: Stack;
  readonly store: Store;
  readonly clock: SimulatedClock;
  /** Publishes the text of a campaign file under an id, and returns the version. */
  publish(id: string, file: string): Promise<number>;
  pause(id: string): Promise<void>;
  resume(id: string): Promise<void>;
  /** Posts orders, as a shop's webhook does; all must be accepted. */
  receive(...orders: readonly object[]): Promise<void>;
  request(method: 'GET' | 'POST', path: string, body?: object): Promise<{ status: number; body: unknown }>;
  /** Lets time pass until the night begins, and runs it to its end, including retries. */
  runNight(date?: PlainDate): Promise<ExecutionDescription>;
  /** Runs the campaign steps that are due between nights. */
  runCampaigns(): Promise<ExecutionDescription>;
  /** Lets hours pass, and everything happen that is due meanwhile. */
  pass(hours: number): Promise<void>;
  /** Lets time pass until a moment, in milliseconds since 1970. */
  passUntil(ms: number): Promise<void>;
  /** The same, while the scheduler looks each minute whether a campaign step is due. */
  passWithCampaigns(untilMs: number): Promise<void>;
  /** Lets time pass until an execution has ended. */
  waitForEnd(executionArn: string): Promise<ExecutionDescription>;
  profile(customerId: string): Promise<Profile>;
  /** The enrolments of a campaign's cohort, by customer; those of the first night when no date is given. */
  enrolments(campaign: string, slot?: Slot, version?: number): Promise<Map<string, Enrolment>>;
  delivery(campaign: string, customerId: string, step: number, slot?: Slot): Promise<Delivery | undefined>;
  cohort(campaign: string, slot?: Slot, version?: number): Promise<Cohort | undefined>;
  mailsTo(customerId: string): readonly StoredMessage[];
  /** A key for each mail that was sent: campaign, cohort, step and customer. */
  mailKeys(): readonly string[];
}

// Handlers keep the endpoints of their first request, so every stack of a test file listens on the first one's ports.
let ports: NonNullable<StackOptions['ports']> = {};

/** Most tests are about steps of their own choice, however many. */
const noCaps = { email: [], phone: [], all: [], quietHours: 'none' };

/** Opens a shop whose settings allow any number of mails to everybody who consented. */
export async function openShop(options: ShopOptions = {}): Promise<Shop> {
  const {
    settings,
    startsAtMs = Date.parse(`${addDays(firstNight, -1)}T20:00:00Z`),
    ...stackOptions
  } = options;
  const clock = createSimulatedClock(startsAtMs);
  const stack = await startStack({
    random: () => 0.5,
    ...stackOptions,
    clock,
    inProcess: options.directory === undefined,
    ports,
  });
  ports = portsOf(stack);
  const { store } = stack;
  const shopSettings = settingsSchema.parse({ apiUrl: stack.endpoints.api, limits: noCaps, ...settings });
  await store.settings.save(shopSettings satisfies Settings);
  await store.settings.plantSecrets('pepper');
  return createShop(stack, clock);
}

const portsOf = ({ endpoints }: Pick<Stack, 'endpoints'>): NonNullable<StackOptions['ports']> => ({
  dynamoDb: portOf(endpoints.dynamoDb),
  stepFunctions: portOf(endpoints.stepFunctions),
  ses: portOf(endpoints.ses),
  api: portOf(endpoints.api),
});

const portOf = (url: string): number => Number(new URL(url).port);

/** Creates the shop on a running stack. */
function createShop(stack: Stack, clock: SimulatedClock): Shop {
  const { store } = stack;
  const passUntil = (ms: number) => clock.advanceTo(ms, () => stack.idle());
  const waitFor = async <T>(result: Promise<T>): Promise<T> => {
    let isOver = false;
    const over = result.finally(() => {
      isOver = true;
    });
    for (;;) {
      await stack.idle();
      // The end of an execution is reported in a later turn of the event loop.
      await new Promise((resolve) => setImmediate(resolve));
      if (isOver) return over;
      await passUntil(clock.now() + 1_000);
    }
  };
  const shop: Shop = {
    stack,
    store,
    clock,
    async publish(id, file) {
      const { source } = readCampaign(file, `${id}.yaml`);
      return store.campaigns.publish({
        id: campaignIdSchema.parse(id),
        source,
        templates,
        publishedAt: instantFromMs(clock.now()),
      });
    },
    async receive(...orders) {
      for (let from = 0; from < orders.length; from += 100) {
        const { status, body } = await shop.request('POST', '/orders', orders.slice(from, from + 100));
        if (status !== 200 || JSON.stringify(body).includes('rejected'))
          throw new Error(`orders were refused: ${JSON.stringify(body)}`);
      }
    },
    async request(method, path, body) {
      const response = await fetch(`${stack.endpoints.api}${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.includes('json');
      return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
    },
    pause: (id) => store.campaigns.setState(campaignIdSchema.parse(id), 'paused', instantFromMs(clock.now())),
    resume: (id) =>
      store.campaigns.setState(campaignIdSchema.parse(id), 'active', instantFromMs(clock.now())),
    async runNight(date) {
      if (date !== undefined)
        await passUntil(Math.max(clock.now(), Date.parse(date) + nightBeginsAtHour * hourMs));
      const execution = await waitFor(stack.runNight());
      await stack.idle();
      return execution;
    },
    async runCampaigns() {
      const { executionArn } = stack.stepFunctions.startExecution({ stateMachine: 'run-campaigns' });
      return shop.waitForEnd(executionArn);
    },
    pass: (hours) => passUntil(clock.now() + hours * hourMs),
    passUntil,
    async passWithCampaigns(untilMs) {
      for (;;) {
        const next = await store.due.firstAfter(instantFromMs(clock.now()));
        const minute = next === undefined ? untilMs : Math.ceil(Date.parse(next.at) / 60_000) * 60_000;
        await passUntil(Math.min(minute, untilMs));
        if (minute >= untilMs) return;
        await stack.startCampaigns();
        await stack.idle();
      }
    },
    waitForEnd: (executionArn) => waitFor(stack.stepFunctions.waitForExecution(executionArn)),
    async profile(customerId) {
      const profile = await store.customers.find(idOf(customerId));
      if (profile === undefined) throw new Error(`there is no customer ${customerId}`);
      return profile;
    },
    async enrolments(campaign, slot = firstNight, version = 1) {
      const key = { campaign: campaignIdSchema.parse(campaign), version, slot };
      const { enrolments } = await store.journeys.page(key, 0, undefined, 1000);
      return new Map(enrolments.map((enrolment) => [enrolment.customerId, enrolment]));
    },
    async delivery(campaign, customerId, step, slot) {
      return (await shop.enrolments(campaign, slot)).get(customerId)?.steps[step];
    },
    async cohort(campaign, slot = firstNight, version = 1) {
      const key = { campaign: campaignIdSchema.parse(campaign), version, slot };
      const isIt = (cohort: Cohort) =>
        cohort.campaign === key.campaign && cohort.version === version && cohort.slot === slot;
      return (await store.cohorts.find(key)) ?? (await store.cohorts.finished()).find(isIt);
    },
    mailsTo: (customerId) => stack.ses.messages().filter(({ to }) => to.includes(addressOf(customerId))),
    mailKeys: () => stack.ses.messages().map(keyOfMail),
  };
  return shop;
}

/** The address that the orders of a customer name. */
export const addressOf = (customerId: string): string => `${customerId}@post.example`;

/** A number of their own for each customer. */
const phoneOf = (customerId: string): string => `+44 ${Math.floor(1e9 + uniformFrom(customerId) * 8e9)}`;

/** Parses a customer id. */
export const idOf = (customerId: string): CustomerId => customerIdSchema.parse(customerId);

/** A key for what a mail is about. Two mails with the same key are one too many. */
export function keyOfMail({ tags, to }: Pick<StoredMessage, 'tags' | 'to'>): string {
  const { campaign, version, cohort, step, callback } = tags;
  const about = callback ?? `${campaign}#${version}#${cohort}#${step}`;
  return `${about} ${to.map((address) => address.replace(/@.*/, '')).join()}`;
}

/** The keys that occur more than once. */
export const duplicatesIn = (keys: readonly string[]): string[] =>
  keys.filter((key, index) => keys.indexOf(key) !== index);

/** Parts of an order that differ from the default. */
export interface OrderOptions {
  readonly id?: string;
  readonly total?: number;
  readonly status?: string;
  readonly customer?: object;
  readonly at?: string;
}

let orderCount = 0;

/** The payload of an order at noon, from a customer who can be reached on every channel. */
export function orderOf(customerId: string, day: PlainDate, options: OrderOptions = {}): object {
  orderCount += 1;
  const { total = 3_000, status = 'placed', customer, at = `${day}T12:00:00Z` } = options;
  return {
    id: options.id ?? `order-${orderCount}`,
    customer: {
      id: customerId,
      email: addressOf(customerId),
      name: `${customerId} Example`,
      phone: phoneOf(customerId),
      locale: 'en-GB',
      consents: { email: true, phone: true },
      ...customer,
    },
    placedAt: at,
    updatedAt: at,
    status,
    currency: 'EUR',
    lines: [{ sku: 'thing', quantity: 1, unitPrice: total }],
    totals: { total },
  };
}

/** The orders of a regular with the shortest possible history: three orders, the last of them on `lastDay`. */
export const regularOrders = (customerId: string, lastDay: PlainDate, options: OrderOptions = {}): object[] =>
  [-50, -25, 0].map((days) => orderOf(customerId, addDays(lastDay, days), options));

/**
 * The day of the last order of a regular who becomes silent on a night. A shop that is too young to have measured its
 * gaps calls a regular silent from the 121st day after the last order.
 */
export const lastDayBeforeSilence = (night: PlainDate): PlainDate => addDays(night, -121);

const templates = {
  note: { en: { subject: 'A note', body: 'Hello {{ customer.firstName | default: "there" }}.' } },
  'the-event': {
    en: {
      subject: 'About {{ event.products | default: "it" }}',
      body: '{{ event.value | default: "Nothing" }} and {{ event.properties.result | default: "no result" }}.',
    },
  },
  gift: {
    en: { subject: 'A gift', body: 'Here is **{{ coupon.code }}**, good until {{ coupon.expiresOn }}.' },
  },
};
