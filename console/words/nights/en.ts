import type { NightStart } from '../../../shared/night/night-starts.ts';

/** What the pages of nights say, in English. */
export const en = {
  title: 'Nights',
  description: 'Each night looks at every customer, lets them into campaigns, and counts reports.',
  night: 'Night',
  state: 'State',
  states: { running: 'running', failed: 'broke off', closed: 'closed' },
  stepsFailed: (count: number) => `${count} ${count === 1 ? 'step' : 'steps'} unfinished`,
  began: 'Began',
  took: 'Took',
  customers: 'Customers',
  entered: 'Entered',
  steps: 'Steps run',
  cost: 'Cost',
  none: 'No night has run yet',
  noneHelp: 'Everything in the console begins with one. It takes seconds for thousands of customers.',
  older: 'Older nights',
  newest: 'Latest nights',
  run: 'Run a night now',
  again: 'Run it again',
  againTitle: (night: string) => `Run the night of ${night} again?`,
  runTitle: 'Run the night of today now?',
  runText:
    'Every customer is rescored, enters the campaigns that fit, and steps that are due send their messages. If it is running already, nothing is begun twice. If it broke off, it goes on from there. If it has closed, nothing is done.',
  became: {
    started: (night) => `The night of ${night} has been started.`,
    resumed: (night) => `The night of ${night} goes on where it broke off.`,
    running: (night) => `The night of ${night} is running already.`,
    'closed-already': (night) => `The night of ${night} has closed already; nothing was done.`,
    overtaken: (night) =>
      `A later night than that of ${night} has run; going back would undo it, so nothing was done.`,
  } satisfies Record<NightStart, (night: string) => string>,
  ofNight: (night: string) => `The night of ${night}`,
  from: (began: string, ended: string) => `${began} to ${ended}`,
  since: (began: string) => `since ${began}`,
  population: 'Who the customers were',
};
