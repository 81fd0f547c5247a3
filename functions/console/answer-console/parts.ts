import * as z from 'zod';
import { memberCsvFor } from '../../../connectors/members/member-csv.ts';
import type { Instant } from '../../../shared/calendar.ts';
import type { Audience } from '../../../shared/campaigns/audience-schema.ts';
import type { Begun } from '../../../shared/console-api/begun.ts';
import { exportReaders } from '../../../shared/console-api/parts.ts';
import type { Asked } from '../../../shared/console-api/routes.ts';
import { InvalidInputError, NotFoundError } from '../../../shared/errors.ts';
import { customerIdSchema } from '../../../shared/ids.ts';
import { type Language, languages } from '../../../shared/language.ts';
import {
  countPart,
  listPart,
  type PlacedPart,
  planParts,
} from '../../../shared/operations/audience-parts.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';
import { readText } from './audience-text.ts';
import { findBegun } from './begun.ts';
import type { Caller } from './caller.ts';

/** What answers the routes that read all customers, a part in each request. */
export const partAnswers = {
  'GET /api/audiences/parts': async (_asked, { at }) => {
    const plan = await planParts(store, at);
    return plan === undefined ? {} : { plan };
  },

  'POST /api/audiences/parts/count': async ({ body }) => {
    const audience = await readOrRefuse(body.text, body.lang);
    const counted = (await countPart(store, audience, body.channel, partOf(body))) ?? refuse();
    const { read, found, next } = counted;
    return { read, ...found, ...nextIn(next) };
  },

  'POST /api/audiences/exports': async ({ body: { text, for: reader, lang } }, { at, requestId }) => {
    const [audience, plan, settings] = await Promise.all([
      readText(text, lang),
      planParts(store, at),
      store.settings.load(),
    ]);
    if ('problems' in audience) return { problems: audience.problems };
    if (plan === undefined) return { problems: [] };
    const { head } = memberCsvFor(reader, settings, lang);
    return { problems: [], begun: { at, requestId, head, plan } };
  },

  'POST /api/audiences/exports/part': async ({ body }, { caller, at }) => {
    const { text, for: reader, lang } = await findExport(body.begun, caller, at);
    const audience = await readOrRefuse(text, lang);
    const { read, found, next } = (await listPart(store, audience, partOf(body))) ?? refuse();
    const csv = memberCsvFor(reader, found.settings, lang);
    const lines = found.members.flatMap((member) => csv.lineOf(member) ?? []);
    const phonesLeftOut = found.members.filter(csv.leavesPhoneOut).length;
    return { read, lines: lines.join(''), written: lines.length, phonesLeftOut, ...nextIn(next) };
  },
} satisfies Partial<Answers>;

type BeginExport = Asked<'POST /api/audiences/exports'>['body'];
type Body = Asked<'POST /api/audiences/parts/count'>['body'];

/** A part as the operations read it. */
export const partOf = ({
  asOf,
  segment,
  segments,
  from,
}: Pick<Body, 'asOf' | 'segment' | 'segments' | 'from'>): PlacedPart => ({
  asOf,
  segment,
  totalSegments: segments,
  ...(from && { from }),
});

const cursorSchema = z.looseObject({ customerId: customerIdSchema });

/** Where the next part begins, as it is answered: the key of table Customers is the id alone. */
export const nextIn = (next: PlacedPart['from']): { readonly next?: NonNullable<Body['from']> } =>
  next === undefined ? {} : { next: { customerId: cursorSchema.parse(next).customerId } };

const exportedFields = z.strictObject({
  text: z.string(),
  for: z.enum(exportReaders),
  lang: z.enum(languages),
});

/** The export that somebody began, as the audit log has it. */
async function findExport(begun: Begun, caller: Caller, now: Instant): Promise<BeginExport> {
  const { fields } = await findBegun('POST /api/audiences/exports', begun, caller, now);
  return exportedFields.parse(fields);
}

async function readOrRefuse(text: string, language: Language): Promise<Audience> {
  const read = await readText(text, language);
  if ('is' in read) return read.is;
  const issues = read.problems.map(({ message }) => ({ path: 'body.text', message }));
  throw new InvalidInputError('the request is not valid', issues);
}

function refuse(): never {
  throw new NotFoundError('no customer has classes before the first night', { where: 'population' });
}
