import type { Instant } from '../calendar.ts';
import { type CampaignDocument, documentOf } from '../campaigns/campaign-document.ts';
import { ContentionError, InvalidInputError, NotFoundError } from '../errors.ts';
import type { CampaignId } from '../ids.ts';
import type { Language } from '../language.ts';
import type { Draft } from '../store/drafts.ts';
import type { Store } from '../store/store.ts';
import { draftWords } from '../words/drafts.ts';
import { type CampaignLibrary, type CheckedDraft, checkDocument } from './check-campaign.ts';
import { audiencesOfDraft } from './named-audiences.ts';
import { publishingDays } from './next-night.ts';
import { type Publication, publishCampaigns } from './publish-campaigns.ts';

/** What a new draft begins with. */
export type DraftOrigin =
  | { readonly readyMade: string }
  | { readonly campaign: CampaignId }
  | { readonly blank: true };

/** Who changes a draft, and when. */
export interface Writer {
  readonly by: string;
  readonly at: Instant;
  readonly language: Language;
}

type WritingStore = Pick<Store, 'drafts' | 'campaigns'>;

/**
 * Begins a draft: of a campaign that comes with Rekindle, of one that is published, or of nothing. To change a published
 * campaign is to begin a draft of it under its own id; where somebody has begun one, they go on with it.
 *
 * @throws NotFoundError when there is no such campaign to begin with
 * @throws InvalidInputError when the id belongs to another campaign or draft
 */
export async function beginDraft(
  store: WritingStore,
  id: CampaignId,
  from: DraftOrigin,
  library: CampaignLibrary,
  { by, at, language }: Writer,
): Promise<Draft> {
  const isChange = 'campaign' in from && from.campaign === id;
  const begun = await store.drafts.find(id);
  if (begun !== undefined && isChange) return begun;
  const published = (await store.campaigns.all()).find((one) => one.id === id);
  if (begun !== undefined || (published !== undefined && !isChange))
    throw new InvalidInputError('the request is not valid', [
      { path: 'body.id', message: draftWords[language].idIsTaken(id) },
    ]);
  const draft: Draft = {
    ...(await documentFrom(store, from, library, language)),
    id,
    ...(published && { basedOn: published.version }),
    revision: 1,
    savedAt: at,
    savedBy: by,
  };
  if (!(await store.drafts.add(draft)))
    throw new ContentionError('somebody has just begun a draft with this id', { where: id });
  return draft;
}

async function documentFrom(
  store: WritingStore,
  from: DraftOrigin,
  library: CampaignLibrary,
  language: Language,
): Promise<CampaignDocument> {
  if ('blank' in from) return { text: draftWords[language].blank, templates: {}, scripts: {}, audiences: {} };
  if ('readyMade' in from) {
    const text = Object.hasOwn(library.campaigns, from.readyMade) && library.campaigns[from.readyMade];
    if (!text) throw new NotFoundError('no such campaign comes with Rekindle', { where: from.readyMade });
    return { text, ...library.textsFor(text), audiences: {} };
  }
  const published = (await store.campaigns.all()).find((one) => one.id === from.campaign);
  if (published === undefined) throw new NotFoundError('there is no such campaign', { where: from.campaign });
  return documentOf(published);
}

/** @throws NotFoundError */
export async function findDraft(store: Pick<Store, 'drafts'>, id: CampaignId): Promise<Draft> {
  const draft = await store.drafts.find(id);
  if (draft === undefined) throw new NotFoundError('there is no such draft', { where: id });
  return draft;
}

/**
 * Saves a draft over the revision that its writer has seen.
 *
 * @returns undefined, having saved nothing, when somebody else has saved a later one
 * @throws NotFoundError
 */
export async function saveDraft(
  store: Pick<Store, 'drafts'>,
  id: CampaignId,
  change: { readonly revision: number } & Partial<CampaignDocument>,
  { by, at }: Writer,
): Promise<Draft | undefined> {
  const before = await findDraft(store, id);
  if (before.revision !== change.revision) return undefined;
  const after = { ...before, ...change, revision: before.revision + 1, savedAt: at, savedBy: by };
  return (await store.drafts.change(before, after)) ? after : undefined;
}

/**
 * Publishes a draft as its writer has seen it, and removes the draft.
 *
 * @throws NotFoundError @throws ContentionError when somebody has changed it meanwhile
 * @throws InvalidInputError when something is wrong with it
 */
export async function publishDraft(
  store: Pick<
    Store,
    | 'drafts'
    | 'audiences'
    | 'campaigns'
    | 'sharedCodes'
    | 'cohorts'
    | 'due'
    | 'nights'
    | 'settings'
    | 'budgets'
  >,
  id: CampaignId,
  { revision, resumes }: { readonly revision: number; readonly resumes: boolean },
  library: CampaignLibrary,
  { at, language }: Writer,
): Promise<Publication> {
  const draft = await findDraft(store, id);
  if (draft.revision !== revision)
    throw new ContentionError('somebody has changed the draft meanwhile', { where: id });
  const { ready, problems } = await checkDraft(store, draft, library, { at, language });
  if (ready === undefined)
    throw new InvalidInputError(
      'the request is not valid',
      problems.map(({ path, message }) => ({ path: path.join('.'), message })),
    );
  const [publication] = await publishCampaigns(store, [ready], at, { language, resumes });
  if (publication === undefined) throw new Error('one draft makes one publication');
  await store.drafts.remove(id);
  return publication;
}

/**
 * Checks a draft by the rules of campaign files and of the shop's currency.
 */
export async function checkDraft(
  store: Pick<Store, 'settings' | 'audiences' | 'nights'>,
  draft: Draft,
  library: CampaignLibrary,
  { at, language }: Omit<Writer, 'by'>,
): Promise<CheckedDraft> {
  const [settings, audiences, days] = await Promise.all([
    store.settings.load(),
    audiencesOfDraft(store, draft),
    publishingDays(store, at),
  ]);
  return checkDocument(draft.id, { ...draft, audiences }, library, { settings, days, language });
}
