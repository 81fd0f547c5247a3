import type { BudgetStop } from '../../shared/campaigns/budget.ts';
import { formatMoney } from '../../shared/money.ts';
import type { Difference, Rate } from '../../shared/report/shop/difference.ts';
import type { AllCampaignsReport } from '../../shared/report/shop/global-holdout.ts';
import { groupName } from '../../shared/report/shop/group-name.ts';
import type { CampaignReport, ShopReport, StepReport } from '../../shared/report/shop/shop-report.ts';
import { stepCountsOf } from '../../shared/report/shop/step-counts.ts';
import { limitText } from '../../shared/screens/limit-text.ts';
import { lifecycleWords } from '../../shared/words/lifecycle.ts';
import { nameOf } from '../../shared/words/name-of.ts';
import type { FormatMoney } from '../../shared/words/numbers.ts';
import type { ReportWords } from '../../shared/words/report.ts';
import { padEnd } from '../columns.ts';
import { heading, type Page, rangeOf, shareOf } from './page.ts';
import { variantLines } from './variant-lines.ts';

/** What the campaigns did and caused. */
export function campaignSection({ campaigns, allCampaigns, currency }: ShopReport, page: Page): string[] {
  const { words: w } = page;
  if (campaigns.length === 0) return [heading(w.campaigns, page), `  ${w.noCampaigns}`];
  const money: FormatMoney = (minor) => formatMoney({ minor, currency }, page.language);
  return [
    heading(w.campaigns, page),
    ...campaigns.flatMap((campaign) => campaignLines(campaign, page, money)),
    ...(allCampaigns === undefined ? [] : allCampaignsLines(allCampaigns, page, money)),
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
    ...(campaign.outOfBudget === undefined ? [] : [`    ${budgetLine(campaign.outOfBudget, page)}`]),
    ...(campaign.enteredAgain === 0 ? [] : [`    ${w.enteredAgain(number(campaign.enteredAgain))}`]),
    ...campaign.steps.map((step) => stepLine(step, page)),
    ...(issued === 0 ? [] : [`    ${w.coupons(number(issued), number(redeemed))}`]),
    ...optOutLines(campaign, page),
    ...effectLines(campaign, page, money),
    ...variantLines(campaign, page, money),
    '',
  ];
}

const budgetLine = (stop: BudgetStop, { language, colours }: Page): string =>
  colours.yellow(lifecycleWords[language].budget.usedUp(limitText(stop, language)));

function stepLine(step: StepReport, { words: w, number }: Page): string {
  const shown = stepCountsOf(step)
    .filter(({ count }) => count > 0)
    .map(({ column, count }) => `${w.outcomes[column]} ${number(count)}`);
  const reasons = Object.entries(step.skipped).map(
    ([reason, count]) => `${nameOf(w.reasons, reason)} ${number(count)}`,
  );
  const skipped = reasons.length === 0 ? [] : [`${w.outcomes.skipped} (${reasons.join(', ')})`];
  const when = padEnd(w.after(step.afterHours), 9);
  const variant = step.variant === undefined ? '' : `[${step.variant.join(', ')}] `;
  return `    ${when}${padEnd(w.actions[step.action], 9)}${variant}${[...shown, ...skipped].join(' · ') || '–'}`;
}

function optOutLines({ treatedOptedOut, heldOutOptedOut }: CampaignReport, page: Page): string[] {
  if (treatedOptedOut.did + heldOutOptedOut.did === 0) return [];
  return [`    ${page.words.optedOut(shareOf(treatedOptedOut, page), shareOf(heldOutOptedOut, page))}`];
}

function effectLines(campaign: CampaignReport, page: Page, money: FormatMoney): string[] {
  const { words: w } = page;
  const { difference, decidesOn, decidedOn } = campaign;
  const rates = ratesLine(w.rateLine(campaign.goalDays), campaign, page, money);
  if (difference === undefined) return [rates, `    ${w.noHoldout}`];
  const decision =
    decidesOn === undefined ? [] : [decidedOn === undefined ? w.decides(decidesOn) : w.decided(decidedOn)];
  return [
    rates,
    ...differenceLines(difference, decision, campaign.revenue, page, money),
    ...groupTexts(campaign, page).map((text) => page.colours.dim(`      ${text}`)),
  ];
}

function allCampaignsLines(all: AllCampaignsReport, page: Page, money: FormatMoney): string[] {
  const { words: w, colours } = page;
  return [
    `  ${colours.bold(w.allCampaigns(all.from, all.holdout))}`,
    ratesLine(w.orderedSince, all, page, money),
    ...(all.difference === undefined ? [] : differenceLines(all.difference, [], all.revenue, page, money)),
    '',
  ];
}

type Arms = Pick<CampaignReport, 'treatedOrdered' | 'heldOutOrdered' | 'treatedValue' | 'heldOutValue'>;

function ratesLine(what: string, arms: Arms, page: Page, money: FormatMoney): string {
  const { words: w } = page;
  const arm = (name: string, rate: Rate, value: number) =>
    `${name} ${shareOf(rate, page)} (${w.perCustomer(money(value))})`;
  const treated = arm(w.treated, arms.treatedOrdered, arms.treatedValue);
  return `    ${what}${w.colon}${treated}, ${arm(w.heldOut, arms.heldOutOrdered, arms.heldOutValue)}`;
}

function differenceLines(
  difference: Difference,
  decision: readonly string[],
  revenue: CampaignReport['revenue'],
  { words: w, colours }: Page,
  money: FormatMoney,
): string[] {
  const paint = {
    raised: colours.green,
    lowered: colours.red,
    undecided: colours.yellow,
    awaited: colours.yellow,
    untrusted: colours.red,
  }[difference.verdict];
  const explained = [
    w.intervals(rangeOf(difference.everyNight, w), rangeOf(difference.today, w)),
    ...decision,
    ...(revenue === undefined ? [] : [revenueText(revenue, w, money)]),
  ];
  return [
    `    ${w.effect(difference.estimate)} – ${paint(w.verdicts[difference.verdict])}`,
    ...explained.map((text) => colours.dim(`      ${text}`)),
  ];
}

/** Which of the groups stand out, always with how many were looked at. */
function groupTexts({ groups }: CampaignReport, page: Page): string[] {
  const { words: w } = page;
  if (groups.length === 0) return [];
  const found = groups.filter(({ standsOut }) => standsOut);
  const texts = found.map((one) =>
    w.groupStandsOut(
      groupName(one.dimension, one.group, page.language),
      one.difference.estimate,
      rangeOf(one.difference.everyNight, w),
    ),
  );
  return [
    `${w.exploring(groups.length)}${found.length === 0 ? w.colon + w.noGroupStandsOut : ''}`,
    ...texts.map((text) => `  ${text}`),
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
