import { AsyncLocalStorage } from 'node:async_hooks';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { stepFunctions } from '../../../functions/toolkit/step-functions.ts';
import { documents } from '../../../functions/toolkit/store.ts';

/** Something that can be killed: a whole process, or the sandbox of one Lambda invocation. */
export interface Life {
  /** Called at every point at which it can be killed, with the name of the point. */
  pass(point: string): void;
  isOver: boolean;
  /** The number of commands in flight. */
  inFlight: number;
}

const current = new AsyncLocalStorage<Life>();

/** Stops everything in a life that is over: what it awaits never resolves. */
const never = new Promise<never>(() => undefined);

/** Passes a point; never resolves when the life is over. */
function passPoint(life: Life, point: string): Promise<void> {
  if (!life.isOver) life.pass(point);
  return life.isOver ? never : Promise.resolve();
}

/** Runs a Lambda invocation within a life, with one point before and one after it. */
export async function runInLife(life: Life, name: string, run: () => Promise<unknown>): Promise<unknown> {
  await passPoint(life, `before ${name}`);
  const result = await current.run(life, run);
  await passPoint(life, `after ${name}`);
  return result;
}

/**
 * Gives every command that handlers send two points: before it is sent, and after it took effect but before the handler
 * has the response. Commands that a test sends itself are left alone.
 */
export function watchCommands(): void {
  watch(documents, 'DynamoDB');
  watch(stepFunctions, 'Step Functions');
  // Its client is private to one module, so the class is watched.
  watch(SESv2Client.prototype, 'SES');
}

function watch(client: object, service: string): void {
  const original: unknown = Reflect.get(client, 'send');
  if (typeof original !== 'function') throw new Error(`${service} has no send`);
  async function send(this: unknown, ...args: readonly unknown[]): Promise<unknown> {
    const life = current.getStore();
    const sendNow = () => Reflect.apply(original as () => Promise<unknown>, this, args);
    if (life === undefined) return sendNow();
    const point = `${service} ${nameOf(args[0])}`;
    await passPoint(life, `before ${point}`);
    life.inFlight += 1;
    try {
      return await sendNow();
    } finally {
      life.inFlight -= 1;
      // An error is a response too, and can be lost like any other.
      await passPoint(life, `after ${point}`);
    }
  }
  Object.defineProperty(client, 'send', { value: send, configurable: true, writable: true });
}

const nameOf = (command: unknown): string =>
  typeof command === 'object' && command !== null ? command.constructor.name : 'nothing';
