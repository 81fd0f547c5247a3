import type { Answered } from '../../../shared/console-api/routes.ts';
import { dollarsFor } from '../../../shared/night/capacity.ts';
import { isClosed, type Night } from '../../../shared/night/night.ts';
import { gatherNight, gatherNights } from '../../../shared/operations/gather-nights.ts';
import { gatherPopulationOfNight } from '../../../shared/operations/gather-population-report.ts';
import { runNightNow } from '../../../shared/operations/run-night-now.ts';
import { createSpeaker } from '../../../shared/report/population/speaker.ts';
import { enteredIn, nightSections } from '../../../shared/screens/night.ts';
import { chaptersOf, keyFigures } from '../../../shared/screens/population/population.ts';
import { startOnce } from '../../toolkit/step-functions.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

/** What answers the routes of nights. All but the one that starts a night read what nights have counted, and no customer. */
export const nightAnswers = {
  'GET /api/nights': async ({ query: { before } }) => {
    const { nights, next } = await gatherNights(store, before);
    return { nights: nights.map(lineOf), ...(next !== undefined && { next }) };
  },
  'POST /api/nights': async ({ body: { night } }, { at }) =>
    runNightNow(store, {
      at,
      ...(night !== undefined && { night }),
      startOnce: (name, input) => startOnce('nightly-rescore', name, input),
    }),
  'GET /api/nights/{night}': async ({ path: { night: date }, query: { lang } }) => {
    const [{ night, ...standing }, settings] = await Promise.all([
      gatherNight(store, date),
      store.settings.load(),
    ]);
    return {
      ...progressOf(night),
      isOvertaken: standing.isOvertaken,
      sections: [...nightSections({ night, ...standing, settings, language: lang })],
    };
  },
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

const progressOf = ({ date, openedAt, progress }: Night) => ({
  date,
  openedAt,
  state: progress.state,
  ...(progress.state !== 'running' && { endedAt: progress.at }),
});

function lineOf(night: Night): Answered<'GET /api/nights'>['nights'][number] {
  if (!isClosed(night)) return progressOf(night);
  const { report } = night.progress;
  const { customers, stepsRun, stepsFailed, capacity } = report;
  return {
    ...progressOf(night),
    customers,
    entered: enteredIn(report),
    stepsRun,
    stepsFailed,
    dollars: dollarsFor(capacity),
  };
}
