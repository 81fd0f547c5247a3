import type { PlainDate } from '../../shared/calendar.ts';
import type { Audience } from '../../shared/campaigns/audience-schema.ts';
import type { Language } from '../../shared/language.ts';
import type { ClassifiedCustomers } from '../../shared/operations/classified-customers.ts';
import { type AudienceMember, listAudience } from '../../shared/operations/list-audience.ts';
import { createReachTally } from '../../shared/operations/reach-customers.ts';
import type { Store } from '../../shared/store/store.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { withProgressBar } from '../progress.ts';
import type { Funnel } from './funnel.ts';

/**
 * Counts the members of an audience, and how far email reaches them, under a progress bar.
 *
 * @param onMember is called for each of them
 */
export const countMembers = (
  store: Pick<Store, 'recipients' | 'settings'>,
  all: ClassifiedCustomers,
  audience: Audience,
  asOf: PlainDate,
  language: Language,
  onMember: (member: AudienceMember) => void | Promise<void> = () => undefined,
): Promise<Funnel> =>
  withProgressBar(process.stderr, audienceWords[language].counting, async (onProgress) => {
    const reach = createReachTally();
    const total = all.population.customers;
    let customers = 0;
    let inAudience = 0;
    const onPage = (count: number) => {
      customers += count;
      onProgress(Math.min(customers, total), total);
    };
    for await (const member of listAudience(store, all, audience, asOf, onPage)) {
      inAudience += 1;
      reach.add(member.reach.email);
      await onMember(member);
    }
    return { customers, inAudience, channel: 'email', ...reach.counts() };
  });
