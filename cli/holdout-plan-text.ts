import type { Campaign } from '../shared/campaigns/campaign.ts';
import type { Trigger } from '../shared/campaigns/triggers/trigger.ts';
import { wholeDays } from '../shared/duration.ts';
import type { Language } from '../shared/language.ts';
import { type AudienceCount, countedDays } from '../shared/operations/count-audience.ts';
import { type HoldoutPlan, type Outset, planHoldout } from '../shared/report/shop/plan-holdout.ts';
import { planVariants, type VariantsPlan } from '../shared/report/shop/plan-variants.ts';
import { commandWords } from '../shared/words/commands.ts';
import { percentIn } from '../shared/words/numbers.ts';

/** Of customers of whom nothing is forecast. */
const assumedRate = 0.1;

/** What is planned from: of those who enter at once, and of those who do later. */
type Planned = Pick<AudienceCount, 'entering' | 'withinDays' | 'joinedInWeek' | 'baseRate'>;

/** How many customers enter on the first night and on each one after it, as far as they could be counted. */
function inflowOf(trigger: Trigger, { entering, withinDays = 0, joinedInWeek }: Planned) {
  if (trigger === 'audience') return { entering, perNight: joinedInWeek / 7 };
  return 'broadcast' in trigger
    ? { entering, perNight: 0 }
    : { entering: 0, perNight: withinDays / countedDays };
}

/** What the report of a campaign could find, about its holdout and, if it compares variants, between these. */
type CampaignPlan = HoldoutPlan & Pick<Outset, 'baseRate'> & { readonly betweenVariants?: VariantsPlan };

/** What the report of a campaign could find with the customers who were counted; undefined when nobody would enter. */
export function holdoutPlanOf(
  { trigger, holdout, goal, variants, promoted }: PlannedCampaign,
  counted: Planned,
): CampaignPlan | undefined {
  const inflow = inflowOf(trigger, counted);
  if (inflow.entering + inflow.perNight === 0) return undefined;
  const outset = { ...inflow, baseRate: counted.baseRate ?? assumedRate, goalDays: wholeDays(goal.within) };
  const isCompared = variants !== undefined && promoted === undefined;
  return {
    baseRate: outset.baseRate,
    ...planHoldout(outset, holdout),
    ...(isCompared && { betweenVariants: planVariants(outset, holdout, Object.values(variants)) }),
  };
}

type PlannedCampaign = Pick<Campaign, 'trigger' | 'holdout' | 'goal' | 'variants' | 'promoted'>;

/**
 * What the report of a campaign could find with the customers who were counted, and how many it should hold out, as a
 * marketer reads it; empty when nobody would enter.
 */
export function holdoutPlanLines(campaign: PlannedCampaign, counted: Planned, language: Language): string[] {
  const plan = holdoutPlanOf(campaign, counted);
  if (plan === undefined) return [];
  const words = commandWords[language].campaigns.plan;
  const { trigger, holdout, goal } = campaign;
  const who = whoIn(trigger, counted, language);
  const rises = riseIn(language, plan.baseRate);
  const share = percentIn(language)(holdout);
  const visible =
    plan.visible === undefined
      ? words.nothingFound(who, share, plan.weeks)
      : words.found(who, share, rises(plan.visible), plan.weeks);
  const rate = percentIn(language)(plan.baseRate);
  return [
    words[counted.baseRate === undefined ? 'assumed' : 'forecast'](rate, wholeDays(goal.within)),
    holdout === 0 ? words.noHoldout : visible,
    adviceIn(plan, holdout, language, rises),
    ...(plan.betweenVariants === undefined ? [] : [betweenVariants(plan.betweenVariants, language, rises)]),
  ];
}

/** How far apart two variants must be. */
function betweenVariants(
  { visible, weeks }: VariantsPlan,
  language: Language,
  rises: (effect: number) => Rise,
): string {
  const words = commandWords[language].campaigns.plan;
  return visible === undefined ? words.variantsAlike(weeks) : words.variantsApart(rises(visible), weeks);
}

/** Of which customers it is said. */
function whoIn(trigger: Trigger, counted: Planned, language: Language): string {
  const words = commandWords[language].campaigns.plan;
  const { entering, perNight } = inflowOf(trigger, counted);
  const number = (value: number) => value.toLocaleString(language);
  const perWeek = number(Math.max(1, Math.round(perNight * 7)));
  if (trigger === 'audience')
    return perNight === 0
      ? words.onlyTonight(entering, number(entering))
      : words.alsoLater(entering, number(entering), perWeek);
  return 'broadcast' in trigger ? words.onTheDay(entering, number(entering)) : words.byTheWeek(perWeek);
}

/** What it takes to find an effect of the usual size. */
function adviceIn(
  { sought, soughtWithin, recommended, visibleByHalf }: HoldoutPlan,
  holdout: number,
  language: Language,
  rises: (effect: number) => Rise,
): string {
  const words = commandWords[language].campaigns.plan;
  const share = (value: number) => percentIn(language)(value);
  const rise = rises(sought);
  if (soughtWithin !== undefined && !(recommended && recommended.holdout < holdout))
    return words.enough(rise, soughtWithin);
  if (recommended === undefined)
    return words.tooFew(rise, visibleByHalf === undefined ? undefined : rises(visibleByHalf).to);
  return words[soughtWithin === undefined ? 'holdOut' : 'lessIsEnough'](
    rise,
    share(recommended.holdout),
    recommended.weeks,
  );
}

/** From where to where a rate rises, in percent. */
interface Rise {
  readonly from: string;
  readonly to: string;
}

/** Writes rises of a rate with so many decimals that one sees them. */
function riseIn(language: Language, rate: number): (effect: number) => Rise {
  const percent = percentIn(language);
  return (effect) => {
    const decimals = [1, 2, 3].find((one) => percent(rate, one) !== percent(rate + effect, one));
    return { from: percent(rate, decimals), to: percent(rate + effect, decimals) };
  };
}
