import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Capacity } from '../night/capacity.ts';

/** Sums up the capacity that a client consumes. */
export interface CapacityMeter {
  /** Returns what was consumed since the last call, and starts again from zero. */
  take(): Capacity;
}

// A document client's command wraps a plain client's command, whose name is the one that arrives here.
const readCommands = new Set(['GetItemCommand', 'QueryCommand', 'ScanCommand', 'BatchGetItemCommand']);

/** Creates a meter that counts the read and write units of every command of `client`. */
export function createCapacityMeter(client: DynamoDBDocumentClient): CapacityMeter {
  let consumed = { readUnits: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const units = unitsIn(result.output);
      const column = readCommands.has(context.commandName ?? '') ? 'readUnits' : 'writeUnits';
      consumed = { ...consumed, [column]: consumed[column] + units };
      return result;
    },
    { step: 'initialize', name: 'capacityMeter' },
  );
  return {
    take() {
      const taken = consumed;
      consumed = { readUnits: 0, writeUnits: 0 };
      return taken;
    },
  };
}

/** The units that a command reported; a batch reports one figure for each table it touched. */
function unitsIn(output: object): number {
  if (!('ConsumedCapacity' in output)) return 0;
  const reported = [output.ConsumedCapacity].flat();
  return reported.reduce<number>((total, one) => total + unitsOf(one), 0);
}

const unitsOf = (reported: unknown): number =>
  typeof reported === 'object' && reported !== null && 'CapacityUnits' in reported
    ? Number(reported.CapacityUnits ?? 0)
    : 0;
