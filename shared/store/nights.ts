import { gunzipSync, gzipSync } from 'node:zlib';
import type { PlainDate } from '../calendar.ts';
import { NotFoundError } from '../errors.ts';
import type { Night, RescoreTally } from '../night/night.ts';
import type { SegmentProgress } from '../night/segment.ts';
import {
  type Measurement,
  type MeasurementJson,
  measurementFromJson,
  measurementToJson,
} from '../scoring/measurement.ts';
import type { Population } from '../scoring/population.ts';
import type { ControlTable } from './control.ts';

/** Of use while the night runs, and a month longer for whoever looks into it. */
const keptForDays = 30;

/** Nights, what they measured, and how far they have come. */
export function createNightStore(control: ControlTable) {
  const expiryOf = (date: PlainDate) => Math.floor(Date.parse(date) / 1000) + keptForDays * 86_400;

  return {
    /** Opens a night; false when it is open already, whoever opened it. */
    async open(night: Night): Promise<boolean> {
      return control.add('night', night.date, night);
    },

    async find(date: PlainDate): Promise<Night | undefined> {
      return control.find<Night>('night', date);
    },

    /** The night with the latest date. */
    async latest(): Promise<Night | undefined> {
      return control.last<Night>('night');
    },

    /** The night of that date. @throws NotFoundError */
    async get(date: PlainDate): Promise<Night> {
      const night = await control.find<Night>('night', date);
      if (night === undefined)
        throw new NotFoundError('this night was never opened', { where: `night ${date}` });
      return night;
    },

    /** All nights, oldest first. */
    async all(): Promise<readonly Night[]> {
      return control.all<Night>('night');
    },

    /** Replaces a night that is still as it was read. False when somebody changed it first. */
    async change(before: Night, after: Night): Promise<boolean> {
      return control.change('night', before.date, before, after);
    },

    /** Compressed, since an item has at most 400 KB: 206 KB for a million customers, and at most 270 KB however many there are. */
    async saveMeasuring(
      date: PlainDate,
      segment: number,
      progress: SegmentProgress<Measurement>,
    ): Promise<void> {
      const counted = gzipSync(JSON.stringify(measurementToJson(progress.counted)));
      await control.put(`measuring#${date}`, segmentId(segment), { ...progress, counted }, expiryOf(date));
    },

    async measuring(date: PlainDate, segment: number): Promise<SegmentProgress<Measurement> | undefined> {
      const found = await control.find<SegmentProgress<Uint8Array>>(`measuring#${date}`, segmentId(segment));
      return found && unpacked(found);
    },

    async allMeasuring(date: PlainDate): Promise<readonly SegmentProgress<Measurement>[]> {
      return (await control.all<SegmentProgress<Uint8Array>>(`measuring#${date}`)).map(unpacked);
    },

    async saveRescoring(
      date: PlainDate,
      segment: number,
      progress: SegmentProgress<RescoreTally>,
    ): Promise<void> {
      await control.put(`rescoring#${date}`, segmentId(segment), progress, expiryOf(date));
    },

    async rescoring(date: PlainDate, segment: number): Promise<SegmentProgress<RescoreTally> | undefined> {
      return control.find(`rescoring#${date}`, segmentId(segment));
    },

    async allRescoring(date: PlainDate): Promise<readonly SegmentProgress<RescoreTally>[]> {
      return control.all(`rescoring#${date}`);
    },

    /** Whether customers may still enter campaigns on that night: it has begun, and not all are rescored. */
    async isEnrolling(date: PlainDate): Promise<boolean> {
      const night = await this.find(date);
      if (night === undefined || night.progress.state === 'closed') return false;
      const rescored = (await this.allRescoring(date)).filter((segment) => segment.isDone);
      return rescored.length < night.scanSegments;
    },

    async savePopulation(population: Population): Promise<void> {
      await control.put('population', population.asOf, population);
    },

    /** The population that was fitted last. */
    async latestPopulation(): Promise<Population | undefined> {
      return control.last<Population>('population');
    },

    /** The population of a night. @throws NotFoundError */
    async population(date: PlainDate): Promise<Population> {
      const found = await control.find<Population>('population', date);
      if (found === undefined)
        throw new NotFoundError('this night has fitted nothing yet', { where: `population ${date}` });
      return found;
    },
  };
}

const segmentId = (segment: number): string => String(segment).padStart(4, '0');

// What JSON holds here was written by saveMeasuring, the checked boundary of this pair.
const unpacked = (found: SegmentProgress<Uint8Array>): SegmentProgress<Measurement> => ({
  ...found,
  counted: measurementFromJson(JSON.parse(gunzipSync(found.counted).toString()) as MeasurementJson),
});
