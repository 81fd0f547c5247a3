import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Capacity } from '../night/capacity.ts';

export interface CapacityMeter {
  /** What was consumed since the last call. */
  take(): Capacity;
}

// The document client's commands run the plain client's, and it is their names that arrive here.
const readingCommands = new Set(['GetItemCommand', 'QueryCommand', 'ScanCommand', 'BatchGetItemCommand']);

/** Counts what every command of `client` consumes. */
export function createCapacityMeter(client: DynamoDBDocumentClient): CapacityMeter {
  let consumed = { readUnits: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const units = unitsIn(result.output);
      const column = readingCommands.has(context.commandName ?? '') ? 'readUnits' : 'writeUnits';
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

/** A batch reports one figure for each table it touched. */
function unitsIn(output: object): number {
  if (!('ConsumedCapacity' in output)) return 0;
  const reported = [output.ConsumedCapacity].flat();
  return reported.reduce<number>((total, one) => total + unitsOf(one), 0);
}

const unitsOf = (reported: unknown): number =>
  typeof reported === 'object' && reported !== null && 'CapacityUnits' in reported
    ? Number(reported.CapacityUnits ?? 0)
    : 0;
