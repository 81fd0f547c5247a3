const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

/** What the console says of things that need attention, in English. What reports advise has words there. */
export const en = {
  looks: {
    /** `error` is what the program says, in English. */
    'night-failed': (night: string, error: string) =>
      `The night of ${night} failed (${error}). Until one closes, customers keep their former classes and nobody enters a campaign at night.`,
    'night-missing': (night: string) =>
      `No night has run since that of ${night}. Look whether its schedule is switched off.`,
    'out-of-budget': (campaign: string, limit: string) =>
      `“${campaign}” has paused itself: its budget of ${limit} is used up. Publish it with a greater one, or archive it.`,
    'steps-held': (campaign: string, cohorts: number) =>
      `“${campaign}” is held up: the next step of ${counted(cohorts, 'cohort', 'cohorts')} did not go through. It is tried again by itself; its page says why.`,
    'variant-best': (campaign: string, variant: string) =>
      `“${campaign}”: variant ${variant} is better than every other. Give it to everybody.`,
    'draft-waits': (draft: string, days: number, by: string) =>
      `The draft ${draft} has waited ${counted(days, 'day', 'days')} to be published (last saved by ${by}).`,
  },
  links: {
    night: (night: string) => `The night of ${night}`,
    nights: 'All nights',
    campaign: (name: string) => `Campaign “${name}”`,
    report: (name: string) => `Report of “${name}”`,
    draft: (id: string) => `Draft ${id}`,
  },
  pages: {
    calls: 'Calls',
    deliverability: 'Deliverability',
    campaigns: 'Campaigns',
    cooling: 'Those who are cooling',
  },
};
