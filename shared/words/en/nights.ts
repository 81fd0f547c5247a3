/** What is said of one night, in English. Numbers and moments are passed in already formatted. */
export const en = {
  verdicts: {
    closed: 'The night has closed',
    incomplete: 'The night has closed, but not every step of a campaign ran to its end',
    running: 'The night is running',
    failed: 'The night broke off',
  },
  runningText: 'Figures appear when it closes. This page looks again by itself.',
  brokeOff: {
    measuring: 'It broke off while customers were being measured. Nobody’s classes have changed.',
    later:
      'It broke off after customers had been measured: while they were being rescored, while steps of campaigns ran, or while reports were being counted.',
  },
  /** `detail` is what the program says, in English. */
  why: (failure: string, detail: string) => `Why: ${failure} (${detail}).`,
  ended: {
    ABORTED: 'Why: somebody stopped its execution.',
    TIMED_OUT: 'Why: it took longer than 20 hours.',
  },
  resume:
    'Run it again: it goes on where it broke off, and nothing is done twice. Until then its campaigns wait.',
  overtaken: 'A later night has looked at every customer since, so nothing needs to be done.',
  figuresTitle: 'What it counted',
  customers: 'customers looked at',
  changed: 'whose classes changed',
  cameBack: 'came back from silent or lost',
  entered: 'entered a campaign',
  stepsRun: 'steps of campaigns run',
  stepsFailed: 'steps that did not finish',
  callsWaiting: 'calls waiting for staff',
  callsOverdue: 'of them overdue',
  durationTitle: 'How long it took',
  total: (duration: string) => `${duration} altogether.`,
  parts: {
    open: 'opening it',
    measure: 'measuring everybody',
    fit: 'fitting the models',
    rescore: 'rescoring everybody, and letting customers in',
    campaigns: 'running steps of campaigns',
    report: 'counting reports',
  },
  duration: (hours: number, minutes: number, seconds: string) => {
    if (hours > 0) return `${hours} h ${minutes} min`;
    return minutes > 0 ? `${minutes} min ${seconds} s` : `${seconds} s`;
  },
  enteredTitle: 'Who entered which campaign',
  excludedTitle: 'Kept out by another campaign',
  excludedText: 'They would have entered, but are in a campaign that lets them into no other.',
  failuresTitle: 'What did not finish, and what to do',
  failure: (campaign: string, version: number, step: number, slot: string, why: string) =>
    `${campaign}, version ${version}, step ${step} of those who entered ${slot}: ${why}`,
  moreFailures: (count: string) => `and ${count} more; the page of each campaign has them`,
  budgetTitle: 'Campaigns that have used up their budget',
  budget: (campaign: string, limit: string) =>
    `${campaign} is paused: its budget of ${limit} is used up. Raise it and publish, then resume.`,
  costTitle: 'What it cost',
  readUnits: 'read units',
  writeUnits: 'write units',
  dollars: 'US dollars',
  costText:
    'The two passes over all customers, at AWS’s list prices for DynamoDB on demand ($0.125 a million read units, $0.625 a million write units). Lambda adds about a sixth to that. Emails, and what steps of campaigns and reports read and write, are not in it.',
};
