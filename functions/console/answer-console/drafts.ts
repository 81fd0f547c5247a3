import type { Answered } from '../../../shared/console-api/routes.ts';
import type { CheckedDraft } from '../../../shared/operations/check-campaign.ts';
import { countDraftPart, planDraftCount } from '../../../shared/operations/count-draft.ts';
import {
  beginDraft,
  checkDraft,
  findDraft,
  publishDraft,
  saveDraft,
} from '../../../shared/operations/write-campaign.ts';
import { store } from '../../toolkit/store.ts';
import { library, libraryIn, nameIn, readyMadeCampaigns } from '../ready-made.ts';
import type { Answers } from './answer.ts';
import { nextIn, partOf } from './parts.ts';

/** What answers the routes about campaigns that are being written. */
export const draftAnswers = {
  'GET /api/drafts': async ({ query: { lang } }) => {
    const drafts = await store.drafts.all();
    return {
      drafts: drafts.map(({ id, text, savedAt, savedBy }) => ({
        id,
        name: nameIn(text) ?? id,
        savedAt,
        savedBy,
      })),
      readyMade: [...readyMadeCampaigns(lang)],
    };
  },

  'POST /api/drafts': async ({ body: { id, from, lang } }, { caller, at }) => {
    const writer = { by: caller.name, at, language: lang };
    const draft = await beginDraft(store, id, from, libraryIn[lang], writer);
    return { id: draft.id };
  },

  'GET /api/drafts/{campaign}': async ({ path, query: { lang } }, { at }) => {
    const draft = await findDraft(store, path.campaign);
    const [checked, known, saved] = await Promise.all([
      checkDraft(store, draft, library, { at, language: lang }),
      store.campaigns.all(),
      store.audiences.all(),
    ]);
    const names = saved.map(({ name }) => name);
    const { audiences, templates, scripts, ...rest } = draft;
    const published = known.find(({ id }) => id === draft.id)?.text;
    return {
      ...rest,
      templates,
      scripts,
      audiences: [
        ...new Set([...Object.keys(library.audiences), ...Object.keys(audiences), ...names]),
      ].sort(),
      ...(published !== undefined && { published }),
      checked: answerOf(checked),
    };
  },

  'POST /api/drafts/{campaign}': async ({ path, query: { lang }, body }, { caller, at }) => {
    const writer = { by: caller.name, at, language: lang };
    const saved = await saveDraft(store, path.campaign, body, writer);
    const draft = saved ?? (await findDraft(store, path.campaign));
    const checked = answerOf(await checkDraft(store, draft, library, writer));
    return { revision: draft.revision, saved: saved !== undefined, checked };
  },

  'POST /api/drafts/{campaign}/discard': async ({ path }) => {
    await store.drafts.remove(path.campaign);
    return { discarded: true };
  },

  'GET /api/drafts/{campaign}/count': async ({ path }, { at }) => {
    const planned = await planDraftCount(store, path.campaign, library, at);
    return 'unknown' in planned ? planned : { begun: planned };
  },

  'POST /api/drafts/{campaign}/count': async ({ path, body }) => {
    const { revision } = body;
    const counted = await countDraftPart(store, { id: path.campaign, revision }, library, partOf(body));
    const { read, found, next } = counted;
    return { read, ...found, ...nextIn(next) };
  },

  'POST /api/drafts/{campaign}/publish': async ({ path, body }, { caller, at }) => {
    const { revision, resumes, lang } = body;
    const writer = { by: caller.name, at, language: lang };
    const { version, state } = await publishDraft(
      store,
      path.campaign,
      { revision, resumes },
      libraryIn[lang],
      writer,
    );
    return { version, state };
  },
} satisfies Partial<Answers>;

const answerOf = ({
  problems,
  warnings,
  mails,
  variables,
}: CheckedDraft): Answered<'GET /api/drafts/{campaign}'>['checked'] => ({
  problems: problems.map(({ path, message, line }) => ({
    path: [...path],
    message,
    ...(line !== undefined && { line }),
  })),
  warnings: [...warnings],
  variables: variables.map(({ template, known }) => ({ template, known: [...known] })),
  mails: mails.map(({ template, language, points }) => ({
    template,
    language,
    points: points.map(({ check, problems: found }) => ({ check, problems: [...found] })),
  })),
});
