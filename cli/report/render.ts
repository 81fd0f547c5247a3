import pc from 'picocolors';
import type { Language } from '../../shared/language.ts';
import { formatMoney } from '../../shared/money.ts';
import { lifecycles, tiers } from '../../shared/profile/classes.ts';
import { adviceSentence } from '../../shared/report/shop/advice-sentences.ts';
import type { Interval } from '../../shared/report/shop/difference.ts';
import { adviceOn } from '../../shared/report/shop/look-at-next.ts';
import type { CampaignReport, ShopReport, StepReport } from '../../shared/report/shop/shop-report.ts';
import { stepCountsOf } from '../../shared/report/shop/step-counts.ts';
import { isReactivation } from '../../shared/scoring/lifecycle.ts';
import { labels } from '../../shared/words/labels.ts';
import { nameOf } from '../../shared/words/name-of.ts';
import { type FormatMoney, points } from '../../shared/words/numbers.ts';
import { type ReportWords, reportWords } from '../../shared/words/report.ts';
import { padEnd, padStart } from '../columns.ts';

type Colours = ReturnType<typeof pc.createColors>;

interface Page {
  readonly words: ReportWords;
  readonly language: Language;
  readonly colours: Colours;
  readonly number: (value: number) => string;
}

/** The report as a marketer reads it in a terminal. */
export function renderReport(report: ShopReport, language: Language, isColoured: boolean): string {
  const format = new Intl.NumberFormat(language);
  const page: Page = {
    words: reportWords[language],
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

const barWidth = 36;

function lifecycleSection(report: ShopReport, page: Page): string[] {
  const { words: w, number, colours } = page;
  const { first, last } = report.lifecycles;
  const most = Math.max(1, ...Object.values(last));
  const rows = lifecycles.map((name) => {
    const bar = colours.cyan('█'.repeat(Math.round((last[name] / most) * barWidth)));
    return `  ${padEnd(w.lifecycles[name], 18)}${padStart(number(first[name]), 12)}${padStart(number(last[name]), 12)}  ${bar}`;
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
      const text = `${nameOf(w.lifecycles, from)} → ${nameOf(w.lifecycles, to)} ${number(count)}`;
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
  const money: FormatMoney = (minor) => formatMoney({ minor, currency }, page.language);
  return [
    heading(w.campaigns, page),
    ...campaigns.flatMap((campaign) => campaignLines(campaign, page, money)),
    ...(campaigns.some(({ difference }) => difference !== undefined)
      ? w.legend.map((text) => page.colours.dim(`  ${text}`))
      : []),
  ];
}

function campaignLines(campaign: CampaignReport, page: Page, money: FormatMoney): string[] {
  const { words: w, number, colours } = page;
  const { issued, redeemed } = campaign.coupons;
  return [
    `  ${colours.bold(campaign.name)} (${campaign.id}, ${w.version(campaign.version)}) – ${w.entered(number(campaign.entered), number(campaign.heldOut))}`,
    ...(campaign.enteredAgain === 0 ? [] : [`    ${w.enteredAgain(number(campaign.enteredAgain))}`]),
    ...campaign.steps.map((step) => stepLine(step, page)),
    ...(issued === 0 ? [] : [`    ${w.coupons(number(issued), number(redeemed))}`]),
    ...effectLines(campaign, page, money),
    '',
  ];
}

function stepLine(step: StepReport, { words: w, number }: Page): string {
  const shown = stepCountsOf(step)
    .filter(({ count }) => count > 0)
    .map(({ column, count }) => `${w.outcomes[column]} ${number(count)}`);
  const reasons = Object.entries(step.skipped).map(
    ([reason, count]) => `${nameOf(w.reasons, reason)} ${number(count)}`,
  );
  const skipped = reasons.length === 0 ? [] : [`${w.outcomes.skipped} (${reasons.join(', ')})`];
  const when = padEnd(w.after(step.afterHours), 9);
  return `    ${when}${padEnd(w.actions[step.action], 9)}${[...shown, ...skipped].join(' · ') || '–'}`;
}

function effectLines(campaign: CampaignReport, page: Page, money: FormatMoney): string[] {
  const { words: w, number, colours } = page;
  const share = ({ of, did }: { of: number; did: number }) =>
    `${number(did)}/${number(of)} = ${((100 * did) / Math.max(1, of)).toFixed(1)}%`;
  const { treatedOrdered, heldOutOrdered, difference } = campaign;
  const rates = `    ${w.rateLine(campaign.goalDays)}: ${w.treated} ${share(treatedOrdered)} (${w.perCustomer(money(campaign.treatedValue))}), ${w.heldOut} ${share(heldOutOrdered)} (${w.perCustomer(money(campaign.heldOutValue))})`;
  if (difference === undefined) return [rates, `    ${w.noHoldout}`];
  const paint = {
    raised: colours.green,
    lowered: colours.red,
    undecided: colours.yellow,
    awaited: colours.yellow,
    untrusted: colours.red,
  }[difference.verdict];
  const range = ({ low, high }: Interval) => w.range(points(low), points(high));
  const { decidesOn, decidedOn } = campaign;
  const explained = [
    w.intervals(range(difference.everyNight), range(difference.today)),
    ...(decidesOn === undefined
      ? []
      : [decidedOn === undefined ? w.decides(decidesOn) : w.decided(decidedOn)]),
    ...(campaign.revenue === undefined ? [] : [revenueText(campaign.revenue, w, money)]),
  ];
  return [
    rates,
    `    ${w.effect(difference.estimate)} – ${paint(w.verdicts[difference.verdict])}`,
    ...explained.map((text) => colours.dim(`      ${text}`)),
  ];
}

function revenueText(
  { estimate, today, countedUpTo }: NonNullable<CampaignReport['revenue']>,
  w: ReportWords,
  money: FormatMoney,
): string {
  const signed = (minor: number) => `${minor >= 0 ? '+' : ''}${money(minor)}`;
  return w.revenue(signed(estimate), w.range(signed(today.low), signed(today.high)), money(countedUpTo));
}

function callbackSection({ callbacks }: ShopReport, page: Page): string[] {
  const { words: w, number } = page;
  const { issued, redeemed } = callbacks.coupons;
  const results = Object.entries(callbacks.results).map(
    ([result, count]) => `${nameOf(w.results, result)} ${number(count)}`,
  );
  const closed = Object.values(callbacks.results).reduce((sum, count) => sum + count, 0);
  return [
    heading(w.calls, page),
    `  ${w.callsLine(number(callbacks.waiting), number(callbacks.escalated), number(callbacks.toCallAgain ?? 0))}`,
    ...(closed === 0 ? [] : [`  ${w.callsClosed(number(closed))}: ${results.join(' · ')}`]),
    ...(issued === 0 ? [] : [`  ${w.coupons(number(issued), number(redeemed))}`]),
  ];
}

function adviceSection(report: ShopReport, page: Page): string[] {
  const advice = adviceOn(report).map((one) => `  • ${adviceSentence(one, page.words)}`);
  return [heading(page.words.next, page), ...(advice.length === 0 ? [`  ${page.words.nothing}`] : advice)];
}
