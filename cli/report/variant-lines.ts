import type { VariantReport, VariantsReport } from '../../shared/report/shop/compare-variants.ts';
import type { CampaignReport } from '../../shared/report/shop/shop-report.ts';
import type { FormatMoney } from '../../shared/words/numbers.ts';
import { type Page, rangeOf, shareOf } from './page.ts';

/** What the variants of a campaign did, and which is the best. */
export function variantLines(campaign: CampaignReport, page: Page, money: FormatMoney): string[] {
  const { variants: report, decidesOn } = campaign;
  if (report === undefined) return [];
  const { words, colours } = page;
  const { variants: w } = words;
  const rates = report.variants.map((one) => `    ${rateText(one, page, money)}`);
  const { comparisons, promoted, promotion } = report;
  if (promoted !== undefined) {
    const why = promotion?.by === 'rule' ? w.promotedByRule(promoted, promotion.of) : w.promoted(promoted);
    return [...rates, `    ${colours.green(why)}`];
  }
  return [
    ...rates,
    ...comparisons.flatMap(({ one, other, estimate, interval, verdict }) => [
      `    ${w.against(one, other, estimate)} – ${colours.yellow(w.verdicts[verdict])}`,
      colours.dim(
        `      ${w.interval(rangeOf(interval, words), comparisons.length, decidesOn !== undefined)}`,
      ),
    ]),
    ...bestLines(report, campaign, page),
  ];
}

function rateText({ name, share, ordered, value }: VariantReport, page: Page, money: FormatMoney): string {
  const { words } = page;
  return `${words.variants.rate(name, share)} ${shareOf(ordered, page)} (${words.perCustomer(money(value))})`;
}

/** Which variant to give to everybody, and how; only that it is so once another version has taken its place. */
function bestLines(
  { best, isAutomatic }: VariantsReport,
  { id, isPaused }: CampaignReport,
  { words: { variants: w }, colours }: Page,
): string[] {
  if (best === undefined) return [];
  const next = isAutomatic ? w.promotesItself : w.promote(`rekindle campaigns promote ${id} ${best}`);
  return [`    ${colours.green(w.best(best))}`, ...(isPaused === true ? [] : [colours.dim(`      ${next}`)])];
}
