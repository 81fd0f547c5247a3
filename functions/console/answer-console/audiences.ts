import { audienceSchema } from '../../../shared/campaigns/audience-schema.ts';
import { createAudienceTextJsonSchema } from '../../../shared/campaigns/json-schemas.ts';
import type { audienceStages } from '../../../shared/console-api/audiences.ts';
import type { Answered } from '../../../shared/console-api/routes.ts';
import type { Language } from '../../../shared/language.ts';
import type { Currency } from '../../../shared/money.ts';
import { countOverlaps, countSampled, type SampledCount } from '../../../shared/operations/count-sampled.ts';
import { type AudienceUsers, gatherAudiences } from '../../../shared/operations/gather-audiences.ts';
import { namedAudiences, removeAudience, saveAudience } from '../../../shared/operations/named-audiences.ts';
import { estimateOf } from '../../../shared/report/estimate.ts';
import { linesOf } from '../../../shared/words/audience-reason.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';
import { problemsAnswer, readText } from './audience-text.ts';

/** What answers the routes of audiences. */
export const audienceAnswers = {
  'GET /api/audiences': async () => {
    const { named, campaigns } = await gatherAudiences(store);
    return {
      named: named.map((one) => ({ ...one, usedBy: usersAnswer(one.usedBy) })),
      campaigns: [...campaigns],
    };
  },
  'POST /api/audiences/overlaps': async ({ body: { text, lang } }, { at }) => {
    const [audience, contents, { named }] = await Promise.all([
      readText(text, lang),
      namedAudiences(store),
      gatherAudiences(store),
    ]);
    const titles = new Map(named.map(({ name, title }) => [name, title]));
    const others = new Map(
      [...contents].flatMap(([name, content]) => {
        const read = audienceSchema.safeParse(content);
        return read.success ? [[name, read.data] as const] : [];
      }),
    );
    const counted = 'is' in audience ? await countOverlaps(store, audience.is, others, at) : undefined;
    if (counted === undefined) return { inAudience: 0, overlaps: [] };
    const { sampled, customers, inAudience } = counted;
    const estimated = (did: number) => estimateOf({ of: sampled, did }, customers);
    const overlaps = counted.others
      .map(({ name, theirs, both }) => ({
        name,
        title: titles.get(name) ?? name,
        theirs: estimated(theirs),
        both: estimated(both),
        share: both / Math.max(1, inAudience),
      }))
      .sort((one, other) => other.both.count - one.both.count);
    return { inAudience, overlaps };
  },
  'POST /api/audiences/named/{name}': async (
    { path: { name }, body: { lang, ...written } },
    { caller, at },
  ) => {
    const writer = { by: caller.name, at, language: lang };
    const came = await saveAudience(store, name, written, writer);
    if ('problems' in came) return { saved: false, problems: problemsAnswer(came.problems) };
    return 'saved' in came
      ? { saved: true, revision: came.saved.revision, problems: [] }
      : { saved: false, problems: [] };
  },
  'POST /api/audiences/named/{name}/delete': async ({ path: { name }, body: { revision } }) => {
    const came = await removeAudience(store, name, revision);
    if ('usedBy' in came) return { removed: false, usedBy: usersAnswer(came.usedBy) };
    return { removed: 'removed' in came };
  },
  'GET /api/audiences/schema': async () => ({ ...createAudienceTextJsonSchema() }),
  'POST /api/audiences/count': async ({ body: { text, channel, lang } }, { at }) => {
    const audience = await readText(text, lang);
    if ('problems' in audience) return { problems: audience.problems };
    const [counted, { currency }] = await Promise.all([
      countSampled(store, audience.is, channel, at),
      store.settings.load(),
    ]);
    return { problems: [], ...(counted && { count: countAnswer(counted, lang, currency) }) };
  },
} satisfies Partial<Answers>;

const usersAnswer = ({ campaigns, drafts, audiences }: AudienceUsers) => ({
  campaigns: [...campaigns],
  drafts: [...drafts],
  audiences: [...audiences],
});

function countAnswer(
  counted: SampledCount,
  language: Language,
  currency: Currency,
): NonNullable<Answered<'POST /api/audiences/count'>['count']> {
  const { night, customers, sampled, examples } = counted;
  const stage = (name: (typeof audienceStages)[number], did: number) => ({
    stage: name,
    ...estimateOf({ of: sampled, did }, customers),
  });
  return {
    night,
    customers,
    sampled,
    stages: [
      stage('matches', counted.inAudience),
      stage('withAddress', counted.withAddress),
      stage('withConsent', counted.withConsent),
      stage('notSuppressed', counted.notSuppressed),
      stage('wouldReceive', counted.reachable),
    ],
    examples: examples.map(({ customer: { customerId, contact }, reason }) => ({
      customerId,
      ...(contact.name !== undefined && { name: contact.name }),
      why: [...linesOf(reason, language, currency)],
    })),
  };
}
