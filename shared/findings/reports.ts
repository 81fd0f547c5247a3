import { adviceSentence } from '../report/shop/advice-sentences.ts';
import { type Advice, adviceOn, adviceOnCampaign } from '../report/shop/look-at-next.ts';
import type { CampaignReport } from '../report/shop/shop-report.ts';
import type { Tone } from '../screens/section.ts';
import type { Voice } from '../screens/voice.ts';
import type { FindingLink, Look } from './finding.ts';

/** Those versions of campaigns that customers enter: what was wrong with one that is over needs nobody any more. */
const running = (campaigns: readonly CampaignReport[]) => campaigns.filter(({ isPaused }) => !isPaused);

const reportLink = ({ id, version, name }: CampaignReport, { findings: { links } }: Voice): FindingLink => ({
  to: `/reports/${id}/${version}`,
  text: links.report(name),
});

/** A page of the console that is no report, and its name. */
interface NamedPage {
  readonly to: `/${string}`;
  readonly text: keyof Voice['findings']['pages'];
}

const pageLink = ({ to, text }: NamedPage, { findings: { pages } }: Voice): FindingLink => ({
  to,
  text: pages[text],
});

/** Looks for an advice that the reports of running campaigns give. */
export const inCampaigns =
  (kind: Advice['kind'], rank: number, tone: Tone, page?: NamedPage): Look =>
  ({ report }, voice) =>
    report === undefined
      ? []
      : running(report.campaigns).flatMap((campaign) =>
          adviceOnCampaign(campaign, report.to)
            .filter((advice) => advice.kind === kind)
            .map((advice) => ({
              rank,
              tone,
              sentence: adviceSentence(advice, voice.report),
              link: page === undefined ? reportLink(campaign, voice) : pageLink(page, voice),
            })),
        );

/** Looks for an advice that the report on the whole shop gives. */
export const inShop =
  (kind: Advice['kind'], rank: number, tone: Tone, page?: NamedPage): Look =>
  ({ report }, voice) =>
    report === undefined
      ? []
      : adviceOn(report)
          .filter((advice) => advice.kind === kind)
          .map((advice) => ({
            rank,
            tone,
            sentence: adviceSentence(advice, voice.report),
            ...(page && { link: pageLink(page, voice) }),
          }));

/** A variant is found better than every other, and nobody has given it to everybody yet. */
export const variantBest: Look = ({ report }, voice) =>
  running(report?.campaigns ?? []).flatMap((campaign) => {
    const { best, promoted, isAutomatic = false } = campaign.variants ?? {};
    if (best === undefined || promoted !== undefined || isAutomatic) return [];
    const sentence = voice.findings.looks['variant-best'](campaign.name, best);
    return [{ rank: 58, tone: 'positive', sentence, link: reportLink(campaign, voice) }];
  });
