import { type InputIssue, InvalidInputError } from '../../shared/errors.ts';
import type { ActivityRules } from './activity.ts';
import type { ColumnPositions } from './columns.ts';

/** Refuses a file as a whole where every one of its orders would be refused, or ought to be. */
export function checkFile(rules: ActivityRules, binding: ColumnPositions, where: string): void {
  const issues = [...currencyIssues(rules, binding), ...addressIssues(rules, binding)];
  if (issues.length > 0) throw new InvalidInputError('This file cannot be imported', issues, where);
}

function currencyIssues(
  { fileCurrency, shopCurrency }: ActivityRules,
  binding: ColumnPositions,
): InputIssue[] {
  if (fileCurrency === shopCurrency || tells(binding, 'currency')) return [];
  const message = `the file is in ${fileCurrency}, but this shop keeps its books in ${shopCurrency}; set the shop's currency, or convert the file first`;
  return [{ path: 'currency', message }];
}

function addressIssues({ inventAddresses }: ActivityRules, binding: ColumnPositions): InputIssue[] {
  if (!inventAddresses || !(tells(binding, 'email') || tells(binding, 'phone'))) return [];
  const message = 'the file has addresses of its own; inventing is for files without any';
  return [{ path: 'invent-addresses', message }];
}

const tells = (binding: ColumnPositions, field: string): boolean =>
  binding.orderFields.some((column) => column.field === field);
