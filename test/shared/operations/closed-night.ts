import { instant } from '../../../shared/calendar.ts';
import { noCapacity } from '../../../shared/night/capacity.ts';
import { emptyRescoreTally, type Night } from '../../../shared/night/night.ts';

/** A night that has run. */
export const closedNight = (date: Night['date'], customers = 0): Night => ({
  date,
  openedAt: instant(`${date}T01:00:00Z`),
  executionArn: 'arn',
  scanSegments: 1,
  campaigns: [],
  progress: {
    state: 'closed',
    at: instant(`${date}T02:00:00Z`),
    report: {
      ...emptyRescoreTally(),
      customers,
      durationsMs: {},
      capacity: noCapacity,
      stepsRun: 0,
      stepsFailed: 0,
      failures: [],
      callbacks: { waiting: 0, escalated: 0 },
      outOfBudget: [],
    },
  },
});
