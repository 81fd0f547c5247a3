import { describe, expect, test } from 'vitest';
import { addDays } from '../../../shared/calendar.ts';
import { excludedBy } from '../../../shared/campaigns/exclusive.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { noOutcome } from '../../../shared/profile/open-enrolment.ts';
import { campaignOf, enrolmentOf, today } from './campaigns.ts';

const named = (id: string, more: object) => ({ ...campaignOf(more), id: campaignIdSchema.parse(id) });
const contender = named('cooling', { group: 'lifecycle' });
const winBack = (more: object = {}) => named('win-back', { group: 'lifecycle', ...more });
const open = (orders: number, goalEndsOn = addDays(today, 5)) => [
  { ...enrolmentOf(), goalEndsOn, outcome: { ...noOutcome, orders } },
];

describe('a campaign keeps a customer out of another', () => {
  test('until its goal has ended', () => {
    expect(excludedBy(contender, open(0), [contender, winBack()], today)).toBe('win-back');
    expect(excludedBy(contender, open(0, addDays(today, -1)), [contender, winBack()], today)).toBeUndefined();
  });

  test('or has been met, if it then stops', () => {
    expect(excludedBy(contender, open(1), [contender, winBack()], today)).toBeUndefined();
    const goesOn = winBack({ stopAt: 'end' });
    expect(excludedBy(contender, open(1), [contender, goesOn], today)).toBe('win-back');
  });

  test('while it is paused, only if it is named', () => {
    expect(excludedBy(contender, open(0), [contender], today)).toBeUndefined();
    const naming = named('cooling', { exclude: ['win-back'] });
    expect(excludedBy(naming, open(0), [naming], today)).toBe('win-back');
  });
});
