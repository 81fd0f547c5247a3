import { dayIn, type Instant, timeIn } from '../calendar.ts';
import { readStepFailure } from '../journeys/step-failure.ts';
import type { Waiting } from '../journeys/why-waiting.ts';
import type { Language } from '../language.ts';
import type { Settings } from '../settings/settings.ts';
import { lifecycleWords } from '../words/lifecycle.ts';

/** A moment as it is read: day and time in the shop's time zone. */
export const momentIn = ({ timeZone }: Pick<Settings, 'timeZone'>, at: Instant): string =>
  `${dayIn(timeZone, at)} ${timeIn(timeZone, at)}`;

/** Why a cohort waits, as a marketer reads it. */
export function waitingText(
  waiting: Waiting,
  language: Language,
  settings: Pick<Settings, 'timeZone'>,
): string {
  const words = lifecycleWords[language].waiting;
  switch (waiting.for) {
    case 'end':
    case 'run':
    case 'starter':
      return words[waiting.for];
    case 'retry': {
      const { kind, detail } = readStepFailure(waiting.error);
      return words.retry(
        lifecycleWords[language].failures[kind],
        detail,
        momentIn(settings, waiting.failedAt),
      );
    }
    case 'quiet-hours-over':
      return words['quiet-hours-over'](momentIn(settings, waiting.until));
    case 'night':
      return words.night(waiting.night);
    default:
      return words[waiting.for](momentIn(settings, waiting.since));
  }
}
