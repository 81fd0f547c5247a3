import { addDays } from '../calendar.ts';
import type { Look } from './finding.ts';

/** The latest night failed, so what customers did since has changed nothing. */
export const nightFailed: Look = ({ latestNight }, { findings: { looks, links } }) =>
  latestNight?.progress.state === 'failed'
    ? [
        {
          rank: 100,
          tone: 'negative',
          sentence: looks['night-failed'](latestNight.date, latestNight.progress.error),
          link: { to: `/nights/${latestNight.date}`, text: links.night(latestNight.date) },
        },
      ]
    : [];

/** Not even the night of yesterday has begun: something is wrong with the schedule. */
export const nightMissing: Look = ({ latestNight, today }, { findings: { looks, links } }) =>
  latestNight === undefined || latestNight.date >= addDays(today, -1)
    ? []
    : [
        {
          rank: 95,
          tone: 'negative',
          sentence: looks['night-missing'](latestNight.date),
          link: { to: '/nights', text: links.nights },
        },
      ];
