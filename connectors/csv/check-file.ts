import { type InputIssue, InvalidInputError } from '../../shared/errors.ts';
import type { ActivityRules } from './activity.ts';
import type { ColumnPositions } from './columns.ts';

/**
 * Refuses a whole file when all its orders would be, or should be, rejected.
 *
 * @throws InvalidInputError with the reasons
 */
export function checkFile(rules: ActivityRules, columns: ColumnPositions, where: string): void {
  const issues = [...currencyIssues(rules, columns), ...addressIssues(rules, columns)];
  if (issues.length > 0) throw new InvalidInputError('This file cannot be imported', issues, where);
}

function currencyIssues(
  { fileCurrency, shopCurrency }: ActivityRules,
  columns: ColumnPositions,
): InputIssue[] {
  if (fileCurrency === shopCurrency || hasColumn(columns, 'currency')) return [];
  const message = `the file is in ${fileCurrency}, but this shop keeps its books in ${shopCurrency}; change the shop's currency, or convert the file first`;
  return [{ path: 'currency', message }];
}

function addressIssues({ inventAddresses }: ActivityRules, columns: ColumnPositions): InputIssue[] {
  if (!inventAddresses || !(hasColumn(columns, 'email') || hasColumn(columns, 'phone'))) return [];
  const message = 'the file has addresses of its own; addresses can be invented only for a file without any';
  return [{ path: 'invent-addresses', message }];
}

const hasColumn = (columns: ColumnPositions, field: string): boolean =>
  columns.orderFields.some((column) => column.field === field);
