import { formatMoney } from '../../shared/money.ts';
import type { ImportSummary } from './import.ts';
import type { RejectionCode } from './rejection.ts';

export type SummaryLanguage = 'en' | 'zh';

interface Texts {
  readonly locale: string;
  readonly rows: string;
  readonly rowsWithoutCustomer: string;
  readonly cancellationRows: string;
  readonly rowsRejected: string;
  readonly orderIds: string;
  readonly customers: string;
  readonly purchases: string;
  readonly refunds: string;
  readonly stored: string;
  readonly contactsLeftOut: string;
  readonly skipped: string;
  purchasesAre(orders: string, customers: string, value: string): string;
  storedAre(created: string, updated: string, unchanged: string): string;
  readonly reasons: Readonly<Record<RejectionCode, string>>;
}

const english: Texts = {
  locale: 'en-GB',
  rows: 'Rows',
  rowsWithoutCustomer: '  without a customer',
  cancellationRows: '  of cancellations',
  rowsRejected: '  rejected',
  orderIds: 'Order numbers',
  customers: 'Customers',
  purchases: 'Purchases',
  refunds: 'Refunds',
  stored: 'Stored',
  contactsLeftOut: 'Contact details left out',
  skipped: 'passed over',
  purchasesAre: (orders, customers, value) => `${orders} orders of ${customers} customers, ${value}`,
  storedAre: (created, updated, unchanged) => `${created} new, ${updated} changed, ${unchanged} as they were`,
  reasons: {
    'broken-row': 'the row cannot be read',
    'no-customer': 'no customer',
    'bad-id': 'an id that cannot be one',
    'bad-time': 'a time that cannot be read',
    'bad-number': 'a number that cannot be read',
    'no-product': 'nothing says what was bought',
    'nothing-sold': 'quantity zero or below',
    'no-price': 'price zero or below',
    'not-an-order': 'a status that says it is no order',
    'other-currency': 'not in the shop’s currency',
    'other-customer': 'one order, two customers',
    'too-many-lines': 'an order of more than 2,000 lines',
    'order-refused': 'another line of the order was refused',
    'order-invalid': 'not a valid order',
    'not-sorted': 'too far from the other lines of its order',
  },
};

const chinese: Texts = {
  locale: 'zh-CN',
  rows: '行数',
  rowsWithoutCustomer: '  无客户',
  cancellationRows: '  取消',
  rowsRejected: '  被拒绝',
  orderIds: '订单号',
  customers: '客户',
  purchases: '购买',
  refunds: '退款',
  stored: '已存储',
  contactsLeftOut: '略去的联系方式',
  skipped: '已跳过',
  purchasesAre: (orders, customers, value) => `${customers} 位客户的 ${orders} 笔订单，共 ${value}`,
  storedAre: (created, updated, unchanged) => `新增 ${created}，更新 ${updated}，不变 ${unchanged}`,
  reasons: {
    'broken-row': '该行无法读取',
    'no-customer': '无客户',
    'bad-id': '编号无效',
    'bad-time': '时间无法读取',
    'bad-number': '数字无法读取',
    'no-product': '未说明购买了什么',
    'nothing-sold': '数量为零或负数',
    'no-price': '单价为零或负数',
    'not-an-order': '状态表明不是订单',
    'other-currency': '不是店铺的货币',
    'other-customer': '同一订单有两位客户',
    'too-many-lines': '订单超过 2,000 行',
    'order-refused': '同一订单的另一行被拒绝',
    'order-invalid': '订单无效',
    'not-sorted': '与同一订单的其他行相距太远',
  },
};

/** What was imported, and how. */
export function summaryTitle(
  { path, mapping, dryRun }: { readonly path: string; readonly mapping: string; readonly dryRun: boolean },
  language: SummaryLanguage,
): string {
  if (language === 'zh') return `${path}（${mapping}）${dryRun ? '试运行：未存储任何内容' : '已导入'}`;
  return `${path} (${mapping}) ${dryRun ? 'read; nothing was stored' : 'imported'}`;
}

/** That rows were left out, and where to find which. */
export function rejectsWarning(rows: number, path: string, language: SummaryLanguage): string {
  if (language === 'zh') return `有 ${rows.toLocaleString('zh-CN')} 行被拒绝，原因见 ${path}`;
  return `${rows.toLocaleString('en-GB')} ${rows === 1 ? 'row was' : 'rows were'} rejected; see ${path} for the reasons`;
}

/** A summary as lines for people, amounts and counts as they are written in their language. */
export function summaryLines(
  summary: ImportSummary,
  { dryRun }: { readonly dryRun: boolean },
  language: SummaryLanguage,
): readonly string[] {
  const texts = language === 'zh' ? chinese : english;
  const number = (count: number) => count.toLocaleString(texts.locale);
  const { purchases, stored, rejected, contactsLeftOut } = summary;
  const value = formatMoney({ minor: purchases.valueMinor, currency: purchases.currency }, texts.locale);
  const leftOut = Object.entries(contactsLeftOut).map(([field, count]) => `${field} ${number(count)}`);
  const entries: [string, string][] = [
    [texts.rows, number(summary.rows)],
    [texts.rowsWithoutCustomer, `${number(summary.rowsWithoutCustomer)} ${texts.skipped}`],
    [texts.cancellationRows, number(summary.cancellationRows)],
    [texts.rowsRejected, number(summary.rowsRejected)],
    ...Object.entries(rejected).map(([code, count]): [string, string] => [
      `    ${reasonIn(texts, code)}`,
      number(count),
    ]),
    [texts.orderIds, number(summary.orderIds)],
    [texts.customers, number(summary.customers)],
    [texts.purchases, texts.purchasesAre(number(purchases.orders), number(purchases.customers), value)],
    [texts.refunds, number(summary.refunds)],
  ];
  if (!dryRun) {
    const { created, updated, unchanged } = stored;
    entries.push([texts.stored, texts.storedAre(number(created), number(updated), number(unchanged))]);
  }
  if (leftOut.length > 0) entries.push([texts.contactsLeftOut, leftOut.join(', ')]);
  const width = Math.max(...entries.map(([label]) => columnsWide(label)));
  return entries.map(([label, text]) => `${label}${' '.repeat(width - columnsWide(label) + 2)}${text}`);
}

const reasonIn = (texts: Texts, code: string): string =>
  Object.entries(texts.reasons).find(([known]) => known === code)?.[1] ?? code;

/** Chinese characters take two columns of a terminal. */
const columnsWide = (text: string): number =>
  [...text].reduce((sum, char) => sum + (/\p{Script=Han}/u.test(char) ? 2 : 1), 0);
