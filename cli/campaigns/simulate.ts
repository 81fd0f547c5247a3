import { InvalidArgumentError } from 'commander';
import { addDays, dayIn, instantFromMs, type PlainDate, plainDateSchema } from '../../shared/calendar.ts';
import { daysSchema, wholeDays } from '../../shared/duration.ts';
import { InvalidInputError } from '../../shared/errors.ts';
import type { Language } from '../../shared/language.ts';
import type { SimulationReport } from '../../shared/operations/simulation/report.ts';
import { endOfPast, simulateCampaign } from '../../shared/operations/simulation/simulate-campaign.ts';
import { simulationWords } from '../../shared/words/simulation.ts';
import { print, withStore } from '../audience/options.ts';
import { checkAmounts, loadCampaign } from '../campaign-files.ts';
import { withProgressBar } from '../progress.ts';
import type { CampaignOptions } from './options.ts';
import { simulationLines } from './simulation-text.ts';

/** Where the past begins: so many days ago, or a day. */
type Beginning = { readonly daysAgo: number } | { readonly on: PlainDate };

/** What `rekindle campaigns simulate` is given. */
interface SimulateOptions extends CampaignOptions {
  readonly from: Beginning;
}

const longestDays = 400;

/** Parses `90d`, `12w` or a day. */
export function beginning(text: string): Beginning {
  const day = plainDateSchema.safeParse(text);
  if (day.success) return { on: day.data };
  const ago = daysSchema.safeParse(text);
  const days = ago.success ? wholeDays(ago.data) : Number.POSITIVE_INFINITY;
  if (days > longestDays)
    throw new InvalidArgumentError(`write 90d, 12w or a day; at most ${longestDays} days ago`);
  return { daysAgo: days };
}

/**
 * The day on which the past begins.
 *
 * @param lastDay the last of which anything is known
 * @throws InvalidInputError for a day after it, or too long before
 */
export function firstDayOf(from: Beginning, lastDay: PlainDate, language: Language): PlainDate {
  const first = 'on' in from ? from.on : addDays(lastDay, -from.daysAgo);
  const earliest = addDays(lastDay, -longestDays);
  if (first > lastDay || first < earliest)
    throw new InvalidInputError(
      simulationWords[language].notInThePast(earliest, lastDay),
      [],
      `--from ${first}`,
    );
  return first;
}

/** `rekindle campaigns simulate`: what a campaign would have done in the past. */
export const simulate = (file: string, options: SimulateOptions): Promise<void> =>
  withStore(options, async (store) => {
    const { lang, json, from } = options;
    const draft = await loadCampaign(file, lang);
    const { timeZone } = await checkAmounts(store, [draft], lang);
    const until = await endOfPast(store, instantFromMs(Date.now()));
    const lastDay = dayIn(timeZone, until);
    const first = firstDayOf(from, lastDay, lang);
    const report = await withSimulationBar(lang, (onProgress) =>
      simulateCampaign(store, draft, { from: first, until, onProgress }),
    );
    if (json === true) return print(JSON.stringify(report, null, 2));
    for (const line of simulationLines(report, lang)) print(line);
  });

const withSimulationBar = (
  language: Language,
  work: (onProgress: (done: number, total: number) => void) => Promise<SimulationReport>,
): Promise<SimulationReport> => withProgressBar(process.stderr, simulationWords[language].reading, work);
