import type { Language } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import type { CouponLine, CouponReport } from '../../shared/operations/gather-coupon-report.ts';
import { oneVisibleLine } from '../../shared/text.ts';
import { couponWords } from '../../shared/words/coupon.ts';
import { padEnd, padStart } from '../columns.ts';
import { heading, pageIn } from './page.ts';

const widths = { name: 36, count: 13, money: 18 } as const;

/** What the shop has promised by coupons, and what became of it: a line for each campaign, and their sum. */
export function renderCoupons(report: CouponReport, language: Language, isColoured: boolean): string {
  const { report: words, version } = couponWords[language];
  const page = pageIn(language, isColoured);
  const money = (minor: number) => formatMoney({ minor, currency: report.currency }, language);
  const title = `${heading(words.title(report.shopName, report.asOf), page)}\n\n`;
  if (report.campaigns.length === 0) return `${title}  ${words.none}\n`;
  const counts = (line: CouponLine) => [line.issued, line.outstanding, line.redeemed, line.expired];
  const row = (name: string, numbers: readonly string[], amounts: readonly string[]) =>
    [
      `  ${padEnd(name, widths.name)}`,
      ...numbers.map((text) => padStart(text, widths.count)),
      ...amounts.map((text) => padStart(text, widths.money)),
    ].join('');
  const lineOf = (name: string, line: CouponLine) =>
    row(name, counts(line).map(page.number), [line.discount, line.spent].map(money));
  const { issued, outstanding, redeemed, expired, discount, spent } = words.columns;
  const lines = [
    page.colours.dim(row('', [issued, outstanding, redeemed, expired], [discount, spent])),
    ...report.campaigns.map((line) =>
      lineOf(`${oneVisibleLine(line.name)} (${line.id}, ${version(line.version)})`, line),
    ),
    page.colours.bold(lineOf(words.total, report.total)),
    '',
    ...words.legend.map((text) => page.colours.dim(`  ${text}`)),
  ];
  return `${title}${lines.join('\n')}\n`;
}
