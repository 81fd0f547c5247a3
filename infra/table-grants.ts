import { type TableName, tableShapes } from '../shared/store/tables.ts';
import type { FunctionDefinition, TableAction } from './function-definition.ts';
import { type FunctionName, functions } from './functions.ts';

/** The actions that a function is allowed on one table, or on one index of it. */
export interface TableGrant {
  readonly table: TableName;
  /** Undefined when the grant is for the table itself. */
  readonly index: string | undefined;
  readonly actions: readonly TableAction[];
}

/** Returns what one function may do with tables, with each `table/index` split into its parts. */
export const tableGrantsOf = (name: FunctionName): readonly TableGrant[] => {
  const { tables }: FunctionDefinition = functions[name];
  return Object.entries(tables).map(([target, actions]) => {
    const [table = '', index] = target.split('/');
    if (!isTable(table)) throw new Error(`${target} is neither a table nor an index`);
    return { table, index, actions };
  });
};

const isTable = (name: string): name is TableName => name in tableShapes;
