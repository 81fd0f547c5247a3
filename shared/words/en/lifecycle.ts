const customers = (count: number, shown: string): string =>
  `${shown} ${count === 1 ? 'customer' : 'customers'}`;

/** What is said about published campaigns in English. Moments are given as they are to be read. */
export const en = {
  states: { active: 'active', paused: 'paused', archived: 'archived' },
  triggers: {
    audience: 'the audience, at night',
    birthday: 'birthday',
    'first-order': 'anniversary of the first order',
    'coupon-end': 'last day of a coupon',
    broadcast: (day: string) => `broadcast on ${day}`,
    tierReached: (tiers: readonly string[]) => `${tiers.join(' or ')} reached`,
    days: (what: string, days: number) =>
      days === 0 ? what : `${what} ${days > 0 ? '+' : '−'}${Math.abs(days)} days`,
    events: {
      order: 'order',
      'first-order': 'first order',
      cart: 'left cart',
      browse: 'browsed without buying',
      wishlist: 'wishlist',
      'sign-up': 'sign-up',
      feedback: 'feedback',
      'complaint-opened': 'complaint opened',
      'complaint-closed': 'complaint closed',
      'referral-converted': 'referral converted',
      custom: 'custom event',
    },
  },
  unreadable: 'can no longer be read; publish it again',
  inProgress: (count: number, shown: string) => `${customers(count, shown)} in progress`,
  nobody: 'nobody in progress',
  nextDue: (at: string) => `next step ${at}`,
  held: (cohorts: number) => (cohorts === 1 ? '1 cohort held up' : `${cohorts} cohorts held up`),
  since: (at: string) => `since ${at}`,
  budget: {
    title: 'Budget',
    parts: {
      messages: (shown: string) => `${shown} messages`,
      coupons: (shown: string) => `${shown} coupons`,
      discount: (shown: string) => `${shown} of promised discount`,
    },
    /** `limit` is one of the parts. */
    spentOf: (spent: string, limit: string) => `${spent} of ${limit}`,
    usedUp: (limit: string) => `its budget of ${limit} is used up`,
    raise: (id: string) =>
      `the budget of ${id} is used up. Write a greater one into its file and publish that with --resume`,
  },
  archivedHidden: (count: number) => `${count} archived; --all shows ${count === 1 ? 'it' : 'them'}`,
  version: (version: number) => `version ${version}`,
  versions: 'Versions',
  versionLine: (version: number, count: number, shown: string) =>
    `${version}: ${count === 0 ? 'nobody in progress' : `${customers(count, shown)} in progress`}`,
  continuedBy: (version: number) => `goes on with the steps of version ${version}`,
  steps: 'Steps',
  cohorts: 'In flight',
  moreCohorts: (count: number) => `and ${count} more, due later; --json has all of them`,
  cohortLine: (entered: string, version: number, count: number, shown: string) =>
    `entered ${entered}, version ${version}: ${customers(count, shown)}`,
  progress: (run: number, of: number) => `${run} of ${of} steps run`,
  nextStep: (step: number, at: string) => `step ${step} due ${at}`,
  waiting: {
    campaign: (since: string) => `waits: the campaign has been paused since ${since}`,
    end: 'ends: the campaign is archived; what is left is left out at the next run',
    run: 'a run is working on it now',
    /** `detail` is what the program says, in English. */
    retry: (failure: string, detail: string, at: string) =>
      `failed at ${at} and is tried again: ${failure} (${detail})`,
    'daily-quota': (since: string) => `waits since ${since}: the daily quota of SES was used up`,
    paused: (since: string) => `waits since ${since}: SES has paused the account or put it under review`,
    'quiet-hours': (since: string) =>
      `waits since ${since}: quiet hours began before everybody had been reached`,
    'campaign-paused': (since: string) => `the campaign was paused at ${since} while the step ran`,
    'no-answer': (since: string) => `waits since ${since}: a webhook was not answered, and is tried again`,
    budget: (since: string) => `waits since ${since}: the budget of the campaign was used up`,
    'quiet-hours-over': (until: string) => `waits for the end of quiet hours at ${until}`,
    night: (night: string) => `waits for the night of ${night}`,
    starter: 'due now; the next run begins within a minute',
  },
  failures: {
    slow: 'it was not ready in time',
    busy: 'AWS let no more calls through at that moment',
    contended: 'other runs kept changing the same item',
    refused: 'SES refuses to send; look at the sender address and the account',
    other: 'a program failed',
  },
  paused: (id: string) => `${id} is paused: nobody enters, and its journeys stop.`,
  resumed: (id: string) =>
    `${id} is active. Its journeys go on from where they stand; what happened while it was paused lets nobody in.`,
  isFinal: 'this campaign is archived, which is final; publish its file to begin anew',
  alreadySo: (id: string, state: string) => `${id} is ${state} already; nothing was changed.`,
  archived: (id: string, cohorts: number) =>
    cohorts === 0
      ? `${id} is archived.`
      : `${id} is archived. What is left of its journeys (${cohorts === 1 ? '1 cohort' : `${cohorts} cohorts`}) ends at the next run and is counted.`,
  archiveWarning: (id: string, count: number, shown: string) =>
    `${id} cannot be resumed once it is archived, and ${customers(count, shown)} in progress would get no further step.`,
  staysPaused: (id: string) => `${id} is paused and stays so; --resume would resume it`,
  moved: (cohorts: number) =>
    cohorts === 1
      ? '1 cohort in flight goes on with the new steps'
      : `${cohorts} cohorts in flight go on with the new steps`,
  cannotMove: (step: number, version: number, isMissing: boolean) =>
    `journeys of version ${version} have begun step ${step}, which is ${isMissing ? 'missing' : 'different'} here. Leave it as it was, or publish without --migrate: they then finish on their own version`,
};
