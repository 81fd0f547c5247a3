import type { Enrolment } from '../journeys/enrolment.ts';
import type { EventFact } from '../profile/activity.ts';
import type { Store } from '../store/store.ts';

/**
 * The fact that began a customer's journey, in its latest version. Undefined in a campaign that no event begins, and for
 * a fact that has expired or turned out to be another customer's.
 */
export const findBeginning = async (
  store: Pick<Store, 'activity'>,
  { customerId, begunBy }: Pick<Enrolment, 'customerId' | 'begunBy'>,
): Promise<EventFact | undefined> =>
  begunBy === undefined ? undefined : store.activity.findEventFact(customerId, begunBy);
