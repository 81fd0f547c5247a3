import * as z from 'zod';
import { enrolmentCsvFor } from '../../../connectors/members/enrolment-csv.ts';
import type { Asked } from '../../../shared/console-api/routes.ts';
import { NotFoundError } from '../../../shared/errors.ts';
import { versionId } from '../../../shared/ids.ts';
import { languages } from '../../../shared/language.ts';
import {
  type EnrolledPlace,
  listEnrolled,
  planEnrolled,
  stepsOf,
} from '../../../shared/operations/list-enrolled.ts';
import type { VersionKey } from '../../../shared/report/shop/counting.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';
import { findBegun } from './begun.ts';

const begin = 'POST /api/reports/{campaign}/{version}/people';
const beganWith = z.strictObject({ lang: z.enum(languages) });

/** What answers the routes that write those who entered a campaign to a file, a part in each request. */
export const enrolledAnswers = {
  [begin]: async ({ path, body: { lang } }, { at, requestId }) => {
    const [{ entries, steps }, settings] = await Promise.all([
      planEnrolled(store, path),
      store.settings.load(),
    ]);
    return { begun: { at, requestId }, head: enrolmentCsvFor(steps, settings, lang).head, entries };
  },

  'POST /api/reports/{campaign}/{version}/people/part': async ({ path, body }, { caller, at }) => {
    const { on, fields } = await findBegun(begin, body.begun, caller, at);
    const began = beganWith.safeParse(fields);
    if (on !== versionId(path) || !began.success)
      throw new NotFoundError('nobody has begun this export', { where: body.begun.requestId });
    const [settings, steps, { enrolments, next }] = await Promise.all([
      store.settings.load(),
      stepsOf(store, path),
      listEnrolled(store, path, body.from && placeIn(path, body.from)),
    ]);
    const csv = enrolmentCsvFor(steps, settings, began.data.lang);
    return {
      read: enrolments.length,
      lines: enrolments.map(csv.lineOf).join(''),
      ...(next && { next: sentOf(next) }),
    };
  },
} satisfies Partial<Answers>;

type SentPlace = NonNullable<Asked<'POST /api/reports/{campaign}/{version}/people/part'>['body']['from']>;

/** A place among those who entered this version, without the version. */
const sentOf = ({ cohort: { slot, zone }, shard, ref }: EnrolledPlace): SentPlace => ({
  slot,
  ...(zone !== undefined && { zone }),
  shard,
  ...(ref !== undefined && { ref }),
});

const placeIn = (version: VersionKey, { slot, zone, shard, ref }: SentPlace): EnrolledPlace => ({
  cohort: { ...version, slot, ...(zone !== undefined && { zone }) },
  shard,
  ref,
});
