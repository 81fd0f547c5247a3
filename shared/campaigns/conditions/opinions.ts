import { daysBetween } from '../../calendar.ts';
import { between } from './ranges.ts';

export const nps = between('nps', {
  description: 'The latest answer to “would you recommend us”, from 0 to 10.',
  example: '{ atMost: 6 }',
  read: ({ feedback }) => feedback?.nps?.score,
});

export const csat = between('score', {
  description: 'The latest satisfaction score, from 1 to 5.',
  example: '{ atMost: 2 }',
  read: ({ feedback }) => feedback?.csat?.score,
});

export const daysSinceFeedback = between('days', {
  description: 'Days since the customer last gave a score of either kind.',
  example: '{ atMost: 30 }',
  absent: 'never',
  read: ({ feedback }, { asOf }) => {
    const [nps, csat] = [feedback?.nps?.on, feedback?.csat?.on];
    const last = (nps ?? '') > (csat ?? '') ? nps : csat;
    return last && daysBetween(last, asOf);
  },
});

export const complaints = between('count', {
  description: 'How many complaints the customer has made.',
  example: '{ atLeast: 1 }',
  read: (customer) => customer.complaints?.count ?? 0,
});

export const openComplaints = between('count', {
  description: 'How many complaints nobody has closed yet.',
  example: '{ atMost: 0 }',
  read: (customer) => customer.complaints?.open ?? 0,
});

export const daysSinceComplaint = between('days', {
  description: 'Days since the latest complaint was opened.',
  example: '{ atMost: 30 }',
  absent: 'never',
  read: (customer, { asOf }) => customer.complaints && daysBetween(customer.complaints.openedOn, asOf),
});

export const friendsSent = between('count', {
  description: 'How many friends the customer has sent to the shop.',
  example: '{ atLeast: 1 }',
  read: ({ referrals }) => referrals?.made ?? 0,
});

export const friendsWon = between('count', {
  description: 'How many of those friends have bought.',
  example: '{ atLeast: 1 }',
  read: ({ referrals }) => referrals?.converted ?? 0,
});
