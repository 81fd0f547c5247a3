import type { PlainDate } from '../calendar.ts';
import type { Classes } from '../profile/classes.ts';
import type { Profile } from '../profile/profile.ts';
import { createClassifier } from '../scoring/classify.ts';
import type { Population } from '../scoring/population.ts';
import type { Ranker } from '../scoring/ranking.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';

/** A customer with the classes that a population gives them on a day. */
export type ClassifiedCustomer = Profile & { readonly classes: Classes; readonly rank: Ranker };

/** What gives customers the classes of a day, as a night of that day would. */
export interface CustomerClassifier {
  readonly population: Population;
  /** The shop's, with the thresholds that the population was measured with. */
  readonly settings: Settings;
  classify(profile: Profile): ClassifiedCustomer;
}

/** All customers as of a day, as a night of that day would see them. */
export interface ClassifiedCustomers extends CustomerClassifier {
  /** Reads every profile, about 1 MB at a time. */
  pages(): AsyncGenerator<readonly ClassifiedCustomer[]>;
}

/**
 * Opens what classifies customers as of a day, by the latest night's population. Reads no customer.
 *
 * @returns undefined before the first night, when no customer has classes
 */
export async function openClassifier(
  store: Pick<Store, 'settings' | 'nights'>,
  asOf: PlainDate,
): Promise<CustomerClassifier | undefined> {
  const [settings, population] = await Promise.all([store.settings.load(), store.nights.latestPopulation()]);
  if (population === undefined) return undefined;
  const classifier = createClassifier(population);
  return {
    population,
    settings: { ...settings, ...population.settings },
    classify: (profile) => ({ ...profile, classes: classifier(profile, asOf), rank: classifier.rank }),
  };
}

/** Opens all customers as of a day. @returns undefined before the first night */
export async function openClassifiedCustomers(
  store: Pick<Store, 'settings' | 'nights' | 'customers'>,
  asOf: PlainDate,
): Promise<ClassifiedCustomers | undefined> {
  const classifier = await openClassifier(store, asOf);
  if (classifier === undefined) return undefined;
  return {
    ...classifier,
    async *pages() {
      for await (const { profiles } of store.customers.pages({ segment: 0, totalSegments: 1 }))
        yield profiles.map(classifier.classify);
    },
  };
}
