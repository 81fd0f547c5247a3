import { balanceOf } from '../../points/ledger.ts';
import { between } from './ranges.ts';

export const points = between('count', {
  description: 'The points that the customer can use today; those that have expired do not count.',
  example: '{ atLeast: 500 }',
  read: (customer, { asOf }) => (customer.points === undefined ? 0 : balanceOf(customer.points, asOf)),
});
