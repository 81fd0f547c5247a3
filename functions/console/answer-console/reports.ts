import type { Answered } from '../../../shared/console-api/routes.ts';
import { findingsIn } from '../../../shared/findings/findings.ts';
import type { Language } from '../../../shared/language.ts';
import { gatherFindings } from '../../../shared/operations/gather-findings.ts';
import { gatherCampaignReport, gatherShopReport } from '../../../shared/operations/gather-shop-report.ts';
import { adviceSentence } from '../../../shared/report/shop/advice-sentences.ts';
import { adviceOnCampaign } from '../../../shared/report/shop/look-at-next.ts';
import type { CampaignReport } from '../../../shared/report/shop/shop-report.ts';
import { campaignReportSections, verdictSection } from '../../../shared/screens/campaign-report.ts';
import { shopReportSections } from '../../../shared/screens/shop-report.ts';
import { createVoice, type Voice } from '../../../shared/screens/voice.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

/** What answers the routes of reports. They read what nights have counted, and no customer. */
export const reportAnswers = {
  'GET /api/findings': async ({ query: { lang } }, { at }) => {
    const gathered = await gatherFindings(store, at);
    return { findings: [...findingsIn(gathered, await shopVoice(lang))] };
  },
  'GET /api/shop': async ({ query: { lang, nights } }) => {
    const report = await gatherShopReport(store, nights);
    const voice = createVoice(lang, report.currency);
    return {
      asOf: report.to,
      sections: [...shopReportSections(report, voice)],
      campaigns: report.campaigns.map((campaign) => lineOf(campaign, voice)),
    };
  },
  'GET /api/reports/{campaign}/{version}': async ({ path: { campaign, version }, query: { lang } }) => {
    const [report, voice] = await Promise.all([
      gatherCampaignReport(store, campaign, version),
      shopVoice(lang),
    ]);
    const advice = adviceOnCampaign(report, report.countedOn).map((one) => adviceSentence(one, voice.report));
    return {
      id: campaign,
      version,
      name: report.name,
      since: report.since,
      countedOn: report.countedOn,
      sections: [...campaignReportSections(report, advice, voice)],
    };
  },
} satisfies Partial<Answers>;

const shopVoice = async (language: Language): Promise<Voice> =>
  createVoice(language, (await store.settings.load()).currency);

function lineOf(campaign: CampaignReport, voice: Voice): Answered<'GET /api/shop'>['campaigns'][number] {
  const verdict = verdictSection(campaign, [], voice);
  return {
    id: campaign.id,
    version: campaign.version,
    name: campaign.name,
    since: campaign.since,
    entered: campaign.entered,
    heldOut: campaign.heldOut,
    isPaused: campaign.isPaused === true,
    verdict: verdict.title,
    tone: verdict.tone,
    ...(verdict.figure !== undefined && { difference: verdict.figure }),
  };
}
