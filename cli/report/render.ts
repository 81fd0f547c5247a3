import pc from 'picocolors';
import stringWidth from 'string-width';
import { labels } from '../../shared/explain/labels.ts';
import type { Language } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import { lifecycles, tiers } from '../../shared/profile/classes.ts';
import { adviceOn, sentOf } from '../../shared/report/shop/look-at-next.ts';
import type { CampaignReport, ShopReport, StepReport } from '../../shared/report/shop/shop-report.ts';
import { isReactivation } from '../../shared/scoring/lifecycle.ts';
import { type Words, words } from './words.ts';

type Colours = ReturnType<typeof pc.createColors>;

interface Page {
  readonly words: Words;
  readonly language: Language;
  readonly colours: Colours;
  readonly number: (value: number) => string;
}

/** The report as a marketer reads it in a terminal. Colours only where `isColoured`. */
export function renderReport(report: ShopReport, language: Language, isColoured: boolean): string {
  const format = new Intl.NumberFormat(language);
  const page: Page = {
    words: words[language],
    language,
    colours: pc.createColors(isColoured),
    number: (value) => format.format(value),
  };
  const sections = [
    title(report, page),
    lifecycleSection(report, page),
    tierSection(report, page),
    campaignSection(report, page),
    callbackSection(report, page),
    adviceSection(report, page),
  ];
  return `\n${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function title(report: ShopReport, { words: w, colours, number }: Page): string[] {
  const parts = [
    report.shopName,
    w.nights(report.nights),
    `${report.from} – ${report.to}`,
    w.customers(number(report.customers)),
  ];
  return [colours.bold(`Rekindle · ${parts.join(' · ')}`)];
}

const heading = (text: string, { colours }: Page): string => colours.bold(colours.yellow(text));

/** `text` with spaces after it up to `width` columns; Chinese characters take two. */
const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));
const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - stringWidth(text))) + text;

const barWidth = 36;

function lifecycleSection(report: ShopReport, page: Page): string[] {
  const { words: w, number, colours } = page;
  const { first, last } = report.lifecycles;
  const most = Math.max(1, ...Object.values(last));
  const rows = lifecycles.map((name) => {
    const bar = colours.cyan('█'.repeat(Math.round((last[name] / most) * barWidth)));
    return `  ${padEnd(w.lifecycles[name] ?? name, 18)}${padStart(number(first[name]), 12)}${padStart(number(last[name]), 12)}  ${bar}`;
  });
  const header = `  ${padEnd('', 18)}${padStart(w.firstNight, 12)}${padStart(w.lastNight, 12)}`;
  return [heading(w.whereTheyStand, page), colours.dim(header), ...rows, ...movementLines(report, page)];
}

const movementsShown = 8;

function movementLines({ movements }: ShopReport, page: Page): string[] {
  const { words: w, number, colours } = page;
  const named = Object.entries(movements)
    .sort(([, a], [, b]) => b - a)
    .slice(0, movementsShown)
    .map(([movement, count]) => {
      const [from = '', to = ''] = movement.split('>');
      const isReturn = isReactivation(from, to);
      const text = `${w.lifecycles[from] ?? from} → ${w.lifecycles[to] ?? to} ${number(count)}`;
      return isReturn ? colours.green(`${text} (${w.cameBack})`) : text;
    });
  return named.length === 0 ? [] : [colours.dim(`  ${w.movedTitle}`), ...named.map((text) => `    ${text}`)];
}

function tierSection({ tiers: sizes }: ShopReport, page: Page): string[] {
  const { words: w, number, language } = page;
  const parts = tiers.map((tier) => `${labels[language].tiers[tier]} ${number(sizes[tier])}`);
  return [heading(w.tiers, page), `  ${parts.join(' · ')}`];
}

function campaignSection({ campaigns, currency }: ShopReport, page: Page): string[] {
  const { words: w } = page;
  if (campaigns.length === 0) return [heading(w.campaigns, page), `  ${w.noCampaigns}`];
  const money = (minor: number) => formatMoney({ minor, currency }, page.language);
  return [
    heading(w.campaigns, page),
    ...campaigns.flatMap((campaign) => campaignLines(campaign, page, money)),
  ];
}

function campaignLines(campaign: CampaignReport, page: Page, money: (minor: number) => string): string[] {
  const { words: w, number, colours } = page;
  const { issued, redeemed } = campaign.coupons;
  return [
    `  ${colours.bold(campaign.name)} (${campaign.id}, ${w.version(campaign.version)}) – ${w.entered(number(campaign.entered), number(campaign.heldOut))}`,
    ...campaign.steps.map((step) => stepLine(step, page)),
    ...(issued === 0 ? [] : [`    ${w.coupons(number(issued), number(redeemed))}`]),
    ...effectLines(campaign, page, money),
    '',
  ];
}

function stepLine(step: StepReport, { words: w, number }: Page): string {
  const { outcomes } = step;
  const sent = sentOf(outcomes);
  const counts: [string, number][] = [
    ['total', sent],
    ['opened', (outcomes.opened ?? 0) + (outcomes.clicked ?? 0)],
    ['clicked', outcomes.clicked ?? 0],
    ['bounced', outcomes.bounced ?? 0],
    ['complained', outcomes.complained ?? 0],
    ['unknown', outcomes.unknown ?? 0],
    ['failed', outcomes.failed ?? 0],
    ['queued', outcomes.queued ?? 0],
  ];
  const shown = counts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${w.outcomes[name]} ${number(count)}`);
  const reasons = Object.entries(step.skipped).map(
    ([reason, count]) => `${w.reasons[reason] ?? reason} ${number(count)}`,
  );
  const skipped = reasons.length === 0 ? [] : [`${w.outcomes.skipped} (${reasons.join(', ')})`];
  const when = padEnd(w.after(step.afterHours), 9);
  return `    ${when}${padEnd(w.actions[step.action] ?? step.action, 9)}${[...shown, ...skipped].join(' · ') || '–'}`;
}

function effectLines(campaign: CampaignReport, page: Page, money: (minor: number) => string): string[] {
  const { words: w, number, colours } = page;
  const share = ({ of, did }: { of: number; did: number }) =>
    `${number(did)}/${number(of)} = ${((100 * did) / Math.max(1, of)).toFixed(1)}%`;
  const { treatedOrdered, heldOutOrdered, difference } = campaign;
  const rates = `    ${w.rateLine(campaign.goalDays)}: ${w.treated} ${share(treatedOrdered)} (${money(campaign.treatedValue)} ${w.perCustomer}), ${w.heldOut} ${share(heldOutOrdered)} (${money(campaign.heldOutValue)} ${w.perCustomer})`;
  if (difference === undefined) return [rates, `    ${w.noHoldout}`];
  const paint = { raised: colours.green, lowered: colours.red, inconclusive: colours.yellow }[
    difference.verdict
  ];
  const effect = w.effect(difference.estimate, difference.low, difference.high);
  return [rates, `    ${effect} – ${paint(w.verdicts[difference.verdict])}`];
}

function callbackSection({ callbacks }: ShopReport, page: Page): string[] {
  const { words: w, number } = page;
  const { issued, redeemed } = callbacks.coupons;
  const results = Object.entries(callbacks.results).map(
    ([result, count]) => `${w.results[result] ?? result} ${number(count)}`,
  );
  return [
    heading(w.calls, page),
    `  ${w.callsLine(number(callbacks.waiting), number(callbacks.escalated))}`,
    ...(results.length === 0 ? [] : [`  ${results.join(' · ')}`]),
    ...(issued === 0 ? [] : [`  ${w.coupons(number(issued), number(redeemed))}`]),
  ];
}

function adviceSection(report: ShopReport, page: Page): string[] {
  const advice = adviceOn(report).map((one) => `  • ${page.words.advice(one)}`);
  return [heading(page.words.next, page), ...(advice.length === 0 ? [`  ${page.words.nothing}`] : advice)];
}
