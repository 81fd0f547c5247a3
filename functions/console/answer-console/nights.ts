import { gatherPopulationOfNight } from '../../../shared/operations/gather-population-report.ts';
import { createSpeaker } from '../../../shared/report/population/speaker.ts';
import { chaptersOf, keyFigures } from '../../../shared/screens/population/population.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

/** What answers the routes of nights. They read what nights have counted, and no customer. */
export const nightAnswers = {
  'GET /api/nights/{night}/population': async ({ path: { night }, query: { lang, compare } }, { at }) => {
    const { report, compared, firstNight, latestNight, nextNight } = await gatherPopulationOfNight(store, {
      ...(night !== 'latest' && { night }),
      ...(compare !== undefined && { compared: compare }),
      now: at,
    });
    const view = {
      report,
      ...(compared && { compared }),
      nextNight,
      speaker: createSpeaker(lang, report.currency),
    };
    return {
      night: report.asOf,
      ...(compared && { compared: compared.asOf }),
      firstNight,
      latestNight,
      figures: keyFigures(view),
      chapters: chaptersOf(view).map(({ sections, ...chapter }) => ({ ...chapter, sections: [...sections] })),
    };
  },
} satisfies Partial<Answers>;
