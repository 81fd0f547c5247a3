import { instantFromMs } from '../../shared/calendar.ts';
import { InvalidInputError } from '../../shared/errors.ts';
import { campaignIdSchema } from '../../shared/ids.ts';
import type { Language } from '../../shared/language.ts';
import { promoteByHand } from '../../shared/operations/promote-variant.ts';
import { commandWords } from '../../shared/words/commands.ts';
import { fileWords } from '../../shared/words/file.ts';
import { openExistingTarget } from '../target.ts';

/** `rekindle campaigns promote CAMPAIGN VARIANT`: gives one variant to everybody who enters from now on. */
export async function promote(
  campaign: string,
  variant: string,
  { directory, lang }: { readonly directory: string; readonly lang: Language },
): Promise<void> {
  const words = commandWords[lang].campaigns;
  const id = campaignIdSchema.safeParse(campaign);
  if (!id.success) throw new InvalidInputError(fileWords[lang].notCampaignId, [], campaign);
  const target = await openExistingTarget(directory, lang);
  try {
    const asked = { id: id.data, variant, at: instantFromMs(Date.now()) };
    const version = await promoteByHand(target.store, asked, lang);
    const text =
      version === undefined
        ? words.promotedAlready(campaign, variant)
        : words.promoted(campaign, version, variant);
    process.stdout.write(`${text}\n`);
  } finally {
    await target.close();
  }
}
