import type { PlainDate } from '../calendar.ts';
import type { Classes } from './classes.ts';
import type { Profile } from './profile.ts';

/** The classes of a customer whom no night has classified yet: somebody new, and nothing more. Never stored. */
export const unclassified = ({ orders }: Pick<Profile, 'orders'>, on: PlainDate): Classes => ({
  lifecycle: { is: orders === undefined ? 'prospect' : 'first-time', since: on },
  tier: { is: 'bronze', since: on },
  man: { money: 'unknown', authority: 'unknown', need: 'unknown' },
  traits: [],
  decidedOn: on,
});
