import { points } from '../numbers.ts';

/** The texts in English about what the campaigns of a simulated shop truly do. */
export const en = {
  title: 'What is true, since this shop is made up',
  raises: (campaign: string, effect: number) =>
    `“${campaign}” really brings orders: ${points(effect)} points more of its treated customers ordered than would have without it.`,
  raisesLater: (campaign: string) =>
    `“${campaign}” really brings orders, though none yet among so few customers in so short a time.`,
  doesNothing: (campaign: string) =>
    `“${campaign}” does nothing: its customers are made to order exactly what they would have without it.`,
  /** Between the truth and how the report compares with it. */
  between: ' ',
  judgements: {
    found: 'The report has found it.',
    'not-seen': 'The report cannot see it with so few customers.',
    'rightly-undecided': 'The report rightly sees no effect.',
    wrong: 'The report is wrong, as it may be about one campaign in twenty.',
    'no-verdict': 'The report gives no verdict.',
  },
};
