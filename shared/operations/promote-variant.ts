import * as z from 'zod';
import { type Instant, instantOfLocal, type PlainDate } from '../calendar.ts';
import type { CampaignVersion, Promotion, PublishedCampaign } from '../campaigns/campaign.ts';
import { ContentionError, InvalidInputError, NotFoundError } from '../errors.ts';
import type { CampaignId } from '../ids.ts';
import type { Language } from '../language.ts';
import { compareVariants } from '../report/shop/compare-variants.ts';
import type { Store } from '../store/store.ts';
import { commandWords } from '../words/commands.ts';

/**
 * Publishes a version of a campaign in which everybody who enters gets one variant. Whoever has entered keeps theirs, and
 * a paused campaign stays paused.
 *
 * @returns the version, or undefined when everybody gets the variant already
 * @throws NotFoundError when there is no such campaign or variant
 * @throws ContentionError when another version was published at the same moment
 */
export async function promoteByHand(
  store: Pick<Store, 'campaigns'>,
  { id, variant, at }: { readonly id: CampaignId; readonly variant: string; readonly at: Instant },
  language: Language = 'en',
): Promise<number | undefined> {
  const words = commandWords[language].campaigns;
  const all = await store.campaigns.all();
  const latest = all.find((one) => one.id === id);
  if (latest === undefined)
    throw new NotFoundError(words.noSuchCampaign(all.map((one) => one.id).join(', ')), { where: id });
  const { campaign } = await store.campaigns.version(id, latest.version);
  if (campaign.variants === undefined) throw new InvalidInputError(words.noVariants, [], id);
  const names = Object.keys(campaign.variants);
  if (!names.includes(variant))
    throw new NotFoundError(words.noSuchVariant(names.join(', ')), { where: variant });
  if (campaign.promoted === variant) return undefined;
  const version = await publishPromoted(store, latest, variant, 'hand', at);
  if (version === undefined) throw new ContentionError(words.publishedMeanwhile, { where: id });
  return version;
}

/**
 * Promotes the variant that the night's count found best, in a campaign that asks for it (`promote: auto`), as long as its
 * version is the latest and not paused. A repeat finds the version that it has published.
 */
export async function promoteByVerdict(
  store: Pick<Store, 'campaigns' | 'reports'>,
  compared: CampaignVersion,
  night: PlainDate,
  timeZone: string,
): Promise<void> {
  const { id, version, campaign } = compared;
  if (campaign.promote !== 'auto' || campaign.promoted !== undefined) return;
  const report = await store.reports.find({ campaign: id, version });
  const decided = report?.decided && (report.decided.variants ?? {});
  const best = report && compareVariants(compared, report.sums.variants, decided)?.best;
  if (best === undefined) return;
  const isIt = (one: Pick<CampaignVersion, 'id' | 'version'>) => one.id === id && one.version === version;
  if (!(await store.campaigns.active()).some(isIt)) return;
  const published = (await store.campaigns.all()).find(isIt);
  if (published === undefined) return;
  const at = instantOfLocal(`${night}T00:00:00`, timeZone);
  await publishPromoted(store, published, best, 'rule', at);
}

const sourceSchema = z.looseObject({});

function publishPromoted(
  store: Pick<Store, 'campaigns'>,
  { id, version, source, templates, scripts }: PublishedCampaign,
  promoted: string,
  by: Promotion['by'],
  publishedAt: Instant,
): Promise<number | undefined> {
  return store.campaigns.publishAfter(version, {
    id,
    source: { ...sourceSchema.parse(source), promoted },
    templates,
    ...(scripts && { scripts }),
    promotion: { of: version, by },
    publishedAt,
  });
}
