import type { CustomerActivity, ReadOptions } from './read-options.ts';
import { ActivityReader } from './reader.ts';
import { Tally } from './tally.ts';

/**
 * All orders and refunds of a file, each after its last line has been read; for a sorted file, in the file's order.
 * Stores nothing. Memory holds the lines of one window and the ids of the whole file.
 *
 * @throws InvalidInputError when the mapping does not match the file or the shop
 */
export const readActivities = (options: ReadOptions): AsyncGenerator<CustomerActivity> =>
  new ActivityReader(options, new Tally()).read();
