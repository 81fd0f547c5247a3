import { gunzipSync, gzipSync } from 'node:zlib';
import { addDays, type PlainDate } from '../calendar.ts';
import { NotFoundError } from '../errors.ts';
import { type ClosedNight, isClosed, type Night, type RescoreTally } from '../night/night.ts';
import type { SegmentProgress } from '../night/segment.ts';
import type { GlobalSums } from '../report/shop/global-holdout.ts';
import {
  type Measurement,
  type MeasurementJson,
  measurementFromJson,
  measurementToJson,
} from '../scoring/measurement.ts';
import type { Population } from '../scoring/population.ts';
import type { ControlTable } from './control.ts';

/** What pass 2 has counted in a segment. */
export interface RescoredCount extends RescoreTally {
  /** What customers with and without any campaign did; absent where nobody is held out of all. */
  readonly allCampaigns?: GlobalSums;
}

/** How long the progress of segments is kept: needed while the night runs, and for a month to investigate it. */
const keptForDays = 30;

/**
 * Nights and what they measured, in table Control: kinds `night` and `population` by date, and for each night the kinds
 * `measuring#date` and `rescoring#date` with the progress of each scan segment.
 */
export function createNightStore(control: ControlTable) {
  const expiryOf = (date: PlainDate) => Math.floor(Date.parse(date) / 1000) + keptForDays * 86_400;

  return {
    /** Writes a night if there is none. Returns false, and changes nothing, when it was opened before. */
    async open(night: Night): Promise<boolean> {
      return control.add('night', night.date, night);
    },

    /** Reads the night of a date; strongly consistent. */
    async find(date: PlainDate): Promise<Night | undefined> {
      return control.find<Night>('night', date);
    },

    /** Returns the night with the latest date. */
    async latest(): Promise<Night | undefined> {
      return control.last<Night>('night');
    },

    /** Returns the latest night that closed; one that runs or failed is passed over. With `upTo`, of that day at most. */
    async latestClosed(upTo?: PlainDate): Promise<ClosedNight | undefined> {
      let night = await control.last<Night>('night', upTo && addDays(upTo, 1));
      while (night !== undefined && !isClosed(night)) night = await control.last<Night>('night', night.date);
      return night;
    },

    /** Returns at most `limit` nights, latest first. With `before`, of those with an earlier date. */
    async page(limit: number, before?: PlainDate): Promise<readonly Night[]> {
      return (await control.latest<Night>('night', limit, before)).found;
    },

    /** Returns the night with the earliest date. */
    async first(): Promise<Night | undefined> {
      return control.firstAfter<Night>('night', '0');
    },

    /** Reads the night of a date. @throws NotFoundError */
    async get(date: PlainDate): Promise<Night> {
      const night = await control.find<Night>('night', date);
      if (night === undefined)
        throw new NotFoundError('this night was never opened', { where: `night ${date}` });
      return night;
    },

    /** Returns the nights of a day and after it, oldest first. */
    async since(date: PlainDate): Promise<readonly Night[]> {
      return control.all<Night>('night', date);
    },

    /**
     * Replaces a night if it is still as it was read. Returns false, and writes nothing, when another writer changed it
     * first.
     */
    async change(before: Night, after: Night): Promise<boolean> {
      return control.change('night', before.date, before, after);
    },

    /**
     * Writes a segment's progress in pass 1 over the last one; a repeat writes the same again. The
     * measurement is compressed, since an item has at most 400 KB: it takes 206 KB for a million customers and at most
     * 270 KB for any number.
     */
    async saveMeasuring(
      date: PlainDate,
      segment: number,
      progress: SegmentProgress<Measurement>,
    ): Promise<void> {
      const counted = gzipSync(JSON.stringify(measurementToJson(progress.counted)));
      await control.put(`measuring#${date}`, segmentId(segment), { ...progress, counted }, expiryOf(date));
    },

    /** Reads a segment's progress in pass 1; undefined when none was saved yet. */
    async findMeasuring(date: PlainDate, segment: number): Promise<SegmentProgress<Measurement> | undefined> {
      const found = await control.find<SegmentProgress<Uint8Array>>(`measuring#${date}`, segmentId(segment));
      return found && unpack(found);
    },

    /** Returns the progress of all segments in pass 1. */
    async allMeasuring(date: PlainDate): Promise<readonly SegmentProgress<Measurement>[]> {
      return (await control.all<SegmentProgress<Uint8Array>>(`measuring#${date}`)).map(unpack);
    },

    /** Writes a segment's progress in pass 2 over the last one; a repeat writes the same again. */
    async saveRescoring(
      date: PlainDate,
      segment: number,
      progress: SegmentProgress<RescoredCount>,
    ): Promise<void> {
      await control.put(`rescoring#${date}`, segmentId(segment), progress, expiryOf(date));
    },

    /** Reads a segment's progress in pass 2; undefined when none was saved yet. */
    async findRescoring(
      date: PlainDate,
      segment: number,
    ): Promise<SegmentProgress<RescoredCount> | undefined> {
      return control.find(`rescoring#${date}`, segmentId(segment));
    },

    /** Returns the progress of all segments in pass 2. */
    async allRescoring(date: PlainDate): Promise<readonly SegmentProgress<RescoredCount>[]> {
      return control.all(`rescoring#${date}`);
    },

    /** True while customers may still enter campaigns on that night: it has begun, and not all of them are rescored. */
    async isEnrolling(date: PlainDate): Promise<boolean> {
      const night = await this.find(date);
      if (night === undefined || night.progress.state === 'closed') return false;
      const rescored = (await this.allRescoring(date)).filter((segment) => segment.isDone);
      return rescored.length < night.scanSegments;
    },

    /** Writes the population of its night over any earlier one; a repeat writes the same again. */
    async savePopulation(population: Population): Promise<void> {
      await control.put('population', population.asOf, population);
    },

    /** Returns the population with the latest date, or with the latest before `date`. */
    async latestPopulation(before?: PlainDate): Promise<Population | undefined> {
      return control.last<Population>('population', before);
    },

    /** Reads the population of a night. @throws NotFoundError before it was fitted */
    async population(date: PlainDate): Promise<Population> {
      const found = await control.find<Population>('population', date);
      if (found === undefined)
        throw new NotFoundError('this night has fitted nothing yet', { where: `population ${date}` });
      return found;
    },
  };
}

const segmentId = (segment: number): string => String(segment).padStart(4, '0');

// The cast is safe: saveMeasuring wrote this JSON from the same type.
const unpack = (found: SegmentProgress<Uint8Array>): SegmentProgress<Measurement> => ({
  ...found,
  counted: measurementFromJson(JSON.parse(gunzipSync(found.counted).toString()) as MeasurementJson),
});
