import { dayIn, daysBetween } from '../calendar.ts';
import type { Look } from './finding.ts';

/** Somebody who writes today is not reminded of it. */
const waitsFromDays = 3;

/** Campaigns that were begun and neither published nor thrown away. */
export const draftWaits: Look = ({ drafts, today, timeZone }, { findings: { looks, links } }) =>
  drafts.flatMap(({ id, savedAt, savedBy }) => {
    const days = daysBetween(dayIn(timeZone, savedAt), today);
    if (days < waitsFromDays) return [];
    return [
      {
        rank: 40,
        tone: 'neutral',
        sentence: looks['draft-waits'](id, days, savedBy),
        link: { to: `/campaigns/drafts/${id}`, text: links.draft(id) },
      },
    ];
  });
