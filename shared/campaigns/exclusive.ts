import type { PlainDate } from '../calendar.ts';
import type { CampaignId } from '../ids.ts';
import type { OpenEnrolment } from '../profile/open-enrolment.ts';
import type { CampaignVersion } from './campaign.ts';

type Contender = Pick<CampaignVersion, 'id' | 'campaign'>;

/** The order in which campaigns get their customers and reach them: by priority, then by id, never by timing. */
export const byPriority = (a: Contender, b: Contender): number =>
  b.campaign.priority - a.campaign.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** True when a customer is in one of two campaigns at most, as one of them says. */
export const excludesEachOther = (a: Contender, b: Contender): boolean =>
  a.campaign.exclude.includes(b.id) ||
  b.campaign.exclude.includes(a.id) ||
  (a.campaign.group !== undefined && a.campaign.group === b.campaign.group);

/**
 * The campaign that keeps a customer out of another: one that the customer is in until its goal has ended, or has been met
 * where the campaign stops at that; or one that the customer enters now. Undefined when there is none.
 *
 * @param others the campaigns that are running; one that is paused excludes nobody by its group
 * @param entering those that the customer enters at the same time, and that come before this one
 */
export function excludedBy(
  contender: Contender,
  open: readonly OpenEnrolment[],
  others: readonly Contender[],
  asOf: PlainDate,
  entering: readonly Contender[] = [],
): CampaignId | undefined {
  const keeper = open
    .filter(({ goalEndsOn, cohort }) => goalEndsOn >= asOf && cohort.campaign !== contender.id)
    .find(({ cohort, outcome }) => {
      const other = others.find((one) => one.id === cohort.campaign);
      if (other === undefined) return contender.campaign.exclude.includes(cohort.campaign);
      const isOver = other.campaign.stopAt === 'goal' && outcome.orders > 0;
      return !isOver && excludesEachOther(contender, other);
    })?.cohort.campaign;
  return keeper ?? entering.find((other) => excludesEachOther(contender, other))?.id;
}
