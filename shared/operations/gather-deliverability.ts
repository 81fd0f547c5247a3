import { monthOf, type PlainDate } from '../calendar.ts';
import { actions } from '../campaigns/actions/actions.ts';
import type { CampaignId } from '../ids.ts';
import type { CampaignSums } from '../report/shop/campaign-sums.ts';
import { sentOf } from '../report/shop/look-at-next.ts';
import type { StoredReport } from '../store/reports.ts';
import type { Store } from '../store/store.ts';

/** What became of emails. */
export interface MailCounts {
  /** Those that SES accepted, whatever became of them. */
  readonly sent: number;
  readonly bounced: number;
  readonly complained: number;
  /** Nobody knows whether they went out; they are never sent again. */
  readonly unknown: number;
}

const none: MailCounts = { sent: 0, bounced: 0, complained: 0, unknown: 0 };

/** What became of the emails of some days, by the day on which customers entered their campaign. */
export interface Deliverability extends MailCounts {
  /** Earliest first; days without an email are left out. */
  readonly days: readonly (MailCounts & { readonly day: PlainDate })[];
  /** Most emails first. */
  readonly campaigns: readonly (MailCounts & {
    readonly campaign: CampaignId;
    readonly version: number;
    readonly name: string;
  })[];
}

/**
 * Gathers what became of campaigns' emails from the days that nights have summed. Reads no enrolment: a version that was
 * counted since `from` costs its campaign and one or two queries.
 */
export async function gatherDeliverability(
  store: Pick<Store, 'reports' | 'campaigns'>,
  from: PlainDate,
  to: PlainDate,
): Promise<Deliverability> {
  const recent = (await store.reports.all()).filter(({ countedOn }) => countedOn >= from);
  const versions = await Promise.all(recent.map((report) => countVersion(store, report, from, to)));
  const byDay = new Map<PlainDate, MailCounts>();
  for (const { days } of versions)
    for (const { day, ...counts } of days) byDay.set(day, add(byDay.get(day) ?? none, counts));
  const campaigns = versions.map(({ days, ...version }) => ({ ...version, ...sumOf(days) })).filter(hasMail);
  return {
    ...sumOf(campaigns),
    days: [...byDay]
      .map(([day, counts]) => ({ day, ...counts }))
      .filter(hasMail)
      .sort((one, other) => (one.day < other.day ? -1 : 1)),
    campaigns: campaigns.sort((one, other) => other.sent - one.sent),
  };
}

async function countVersion(
  store: Pick<Store, 'reports' | 'campaigns'>,
  { campaign, version }: StoredReport,
  from: PlainDate,
  to: PlainDate,
) {
  const months = [...new Set([monthOf(from), monthOf(to)])];
  const [read, ...sums] = await Promise.all([
    store.campaigns.journeyVersion(campaign, version),
    ...months.map((month) => store.reports.daysOf({ campaign, version }, month)),
  ]);
  const { name, steps } = read.campaign;
  const isEmail = (index: string) => {
    const step = steps[Number(index)];
    return step !== undefined && actions[step.action.type].counts.includes('bounced');
  };
  return {
    campaign,
    version,
    name,
    days: sums
      .flat()
      .filter(({ day }) => day >= from && day <= to)
      .map(({ day, sums: counted }) => ({ day, ...mailIn(counted, isEmail) })),
  };
}

const mailIn = ({ steps }: CampaignSums, isEmail: (index: string) => boolean): MailCounts =>
  sumOf(
    Object.entries(steps).flatMap(([index, { outcomes }]) =>
      isEmail(index)
        ? {
            sent: sentOf(outcomes),
            bounced: outcomes.bounced ?? 0,
            complained: outcomes.complained ?? 0,
            unknown: outcomes.unknown ?? 0,
          }
        : [],
    ),
  );

const add = (one: MailCounts, other: MailCounts): MailCounts => ({
  sent: one.sent + other.sent,
  bounced: one.bounced + other.bounced,
  complained: one.complained + other.complained,
  unknown: one.unknown + other.unknown,
});

const sumOf = (all: readonly MailCounts[]): MailCounts => all.reduce(add, none);

const hasMail = ({ sent, unknown }: MailCounts): boolean => sent + unknown > 0;
