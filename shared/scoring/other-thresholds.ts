import { type ScoringSettings, scoringSettingsIn } from '../settings/scoring-settings.ts';
import { assumedLimits } from './gap-limits.ts';
import type { Population } from './population.ts';

/**
 * The settings by which a night measures, as the beginnings of their paths. What another value of them does is known only
 * when a night has measured with it; all other thresholds apply to what was measured.
 */
export const measuredBy = [
  'value',
  'season',
  'rfm.slack',
  'lifecycle.activeUpTo',
  'lifecycle.coolingUpTo',
  'lifecycle.silentUpTo',
  'lifecycle.horizonDays',
  'lifecycle.recentDays',
  'lifecycle.historyDaysNeeded',
] as const;

/** True for the path of a setting by which a night measures. */
export const isMeasuredBy = (path: string): boolean =>
  measuredBy.some((one) => path === one || path.startsWith(`${one}.`));

/** A population that would be compared with other thresholds; those by which it was measured stay. */
export function withThresholds(population: Population, wanted: ScoringSettings): Population {
  const { value, rfm, lifecycle, season: _, ...rest } = scoringSettingsIn(wanted);
  const measured = population.settings;
  const { activeUpTo, coolingUpTo, silentUpTo, horizonDays, recentDays, historyDaysNeeded } =
    measured.lifecycle;
  const settings: ScoringSettings = {
    ...rest,
    value: measured.value,
    rfm: { ...rfm, slack: measured.rfm.slack },
    lifecycle: {
      ...lifecycle,
      activeUpTo,
      coolingUpTo,
      silentUpTo,
      horizonDays,
      recentDays,
      historyDaysNeeded,
    },
    ...(measured.season && { season: measured.season }),
  };
  const gaps = population.gaps.source === 'assumed' ? assumedLimits(settings.lifecycle) : population.gaps;
  return { ...population, settings, gaps };
}
