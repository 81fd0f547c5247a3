import type { Campaign } from '../shared/campaigns/campaign.ts';
import { wholeDays } from '../shared/duration.ts';
import type { Language } from '../shared/language.ts';
import type { AudienceCount } from '../shared/operations/count-audience.ts';
import { type HoldoutPlan, planHoldout } from '../shared/report/shop/plan-holdout.ts';
import { commandWords } from '../shared/words/commands.ts';
import { percentIn } from '../shared/words/numbers.ts';

/** Of customers of whom nothing is forecast. */
const assumedRate = 0.1;

/**
 * What the report of a campaign could find with the customers who were counted, and how many it should hold out, as a
 * marketer reads it; empty when nobody would enter.
 */
export function holdoutPlanLines(
  { holdout, goal }: Pick<Campaign, 'holdout' | 'goal'>,
  {
    entering,
    joinedInWeek,
    baseRate: forecast,
  }: Pick<AudienceCount, 'entering' | 'joinedInWeek' | 'baseRate'>,
  language: Language,
): string[] {
  if (entering + joinedInWeek === 0) return [];
  const words = commandWords[language].campaigns.plan;
  const number = (value: number) => value.toLocaleString(language);
  const [baseRate, goalDays] = [forecast ?? assumedRate, wholeDays(goal.within)];
  const plan = planHoldout({ entering, perNight: joinedInWeek / 7, baseRate, goalDays }, holdout);
  const who =
    joinedInWeek === 0
      ? words.onlyTonight(entering, number(entering))
      : words.alsoLater(entering, number(entering), number(joinedInWeek));
  const rises = riseIn(language, baseRate);
  const share = percentIn(language)(holdout);
  const visible =
    plan.visible === undefined
      ? words.nothingFound(who, share, plan.weeks)
      : words.found(who, share, rises(plan.visible), plan.weeks);
  return [
    words[forecast === undefined ? 'assumed' : 'forecast'](percentIn(language)(baseRate), goalDays),
    holdout === 0 ? words.noHoldout : visible,
    adviceIn(plan, holdout, language, rises),
  ];
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
