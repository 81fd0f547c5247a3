import { AsyncLocalStorage } from 'node:async_hooks';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { stepFunctions } from '../../../functions/toolkit/step-functions.ts';
import { documents } from '../../../functions/toolkit/store.ts';
import type { Handler } from '../../../infra/local/functions.ts';

/** Something that can be killed: a whole process, or the sandbox of one Lambda invocation. */
export interface Life {
  /** Called at every point at which it can be killed, with what it is about to do or has just done. */
  pass(point: string): void;
  isOver: boolean;
  /** Commands that are on their way. */
  inFlight: number;
}

const current = new AsyncLocalStorage<Life>();

/** Nothing of a life that is over goes on: what it waits for never comes. */
const never = new Promise<never>(() => undefined);

function passed(life: Life, point: string): Promise<void> {
  if (!life.isOver) life.pass(point);
  return life.isOver ? never : Promise.resolve();
}

/** Lives through a Lambda invocation, with a point before and after it ran. */
export async function live(life: Life, name: string, run: () => Promise<unknown>): Promise<unknown> {
  await passed(life, `before ${name}`);
  const result = await current.run(life, run);
  await passed(life, `after ${name}`);
  return result;
}

/** The same for a handler whose every invocation belongs to the life that `lifeOf` gives. */
export const livedBy =
  (lifeOf: () => Life) =>
  (name: string, handler: Handler): Handler =>
  (event, context) =>
    live(lifeOf(), name, () => handler(event, context));

/**
 * Gives every command that handlers send two points: before it is sent, and after it took effect but before they have
 * the answer. Commands that a test sends itself are left alone.
 */
export function watchCommands(): void {
  watch(documents, 'DynamoDB');
  watch(stepFunctions, 'Step Functions');
  // Its client is nobody's business but one module's, so the class is watched.
  watch(SESv2Client.prototype, 'SES');
}

function watch(client: object, service: string): void {
  const original: unknown = Reflect.get(client, 'send');
  if (typeof original !== 'function') throw new Error(`${service} has no send`);
  async function send(this: unknown, ...args: readonly unknown[]): Promise<unknown> {
    const life = current.getStore();
    const sendIt = () => Reflect.apply(original as () => Promise<unknown>, this, args);
    if (life === undefined) return sendIt();
    const point = `${service} ${nameOf(args[0])}`;
    await passed(life, `before ${point}`);
    life.inFlight += 1;
    try {
      return await sendIt();
    } finally {
      life.inFlight -= 1;
      // A refusal is an answer too, and lost like any other.
      await passed(life, `after ${point}`);
    }
  }
  Object.defineProperty(client, 'send', { value: send, configurable: true, writable: true });
}

const nameOf = (command: unknown): string =>
  typeof command === 'object' && command !== null ? command.constructor.name : 'nothing';
