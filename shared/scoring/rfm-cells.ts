import type { RfmScores } from '../profile/classes.ts';

/** The segments of the recency × frequency grid, as CRM tools name them. */
export const rfmSegments = [
  'champions',
  'loyal',
  'potential-loyalist',
  'new',
  'promising',
  'need-attention',
  'about-to-sleep',
  'at-risk',
  'cannot-lose',
  'hibernating',
  'lost',
] as const;
export type RfmSegment = (typeof rfmSegments)[number];

/** A row for each recency and a column for each frequency, both from 1 to 5. */
const segmentGrid: readonly (readonly RfmSegment[])[] = [
  ['lost', 'hibernating', 'at-risk', 'at-risk', 'cannot-lose'],
  ['hibernating', 'hibernating', 'at-risk', 'at-risk', 'cannot-lose'],
  ['about-to-sleep', 'about-to-sleep', 'need-attention', 'loyal', 'loyal'],
  ['promising', 'potential-loyalist', 'potential-loyalist', 'loyal', 'loyal'],
  ['new', 'potential-loyalist', 'potential-loyalist', 'champions', 'champions'],
];

/** The segment of a pair of scores; every pair has exactly one. `lost` is the far corner of `hibernating`. */
export const rfmSegmentOf = ({ recency, frequency }: Pick<RfmScores, 'recency' | 'frequency'>): RfmSegment =>
  segmentGrid[recency - 1]?.[frequency - 1] ?? 'lost';

/**
 * The eight value groups of Chinese practice (客户价值分层): important when money is high, general when it is low, and by
 * recency and frequency to be kept as they are, developed, held on to or won back.
 */
export const valueGroups = [
  'important-value',
  'important-develop',
  'important-keep',
  'important-retain',
  'general-value',
  'general-develop',
  'general-keep',
  'general-retain',
] as const;
export type ValueGroup = (typeof valueGroups)[number];

/**
 * The value group of three scores; all combinations have exactly one.
 *
 * @param highFrom the score from which recency, frequency and money count as high
 */
export function valueGroupOf({ recency, frequency, monetary }: RfmScores, highFrom: number): ValueGroup {
  const weight = monetary >= highFrom ? 'important' : 'general';
  if (recency >= highFrom) return frequency >= highFrom ? `${weight}-value` : `${weight}-develop`;
  return frequency >= highFrom ? `${weight}-keep` : `${weight}-retain`;
}
