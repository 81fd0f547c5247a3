import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { NightlyProfile } from '../night/nightly-profile.ts';
import type { Cursor } from '../paging.ts';
import type { Profile } from '../profile/profile.ts';
import { profileIn } from './profile-item.ts';
import { itemAs, namesIn, type Table } from './table.ts';

/** A part of the table, so that several readers can scan it in parallel. */
export interface ScanSegment {
  readonly segment: number;
  readonly totalSegments: number;
  readonly from?: Cursor | undefined;
}

/** One page of a scan, at most 1 MB of whole profiles. */
export interface ProfilePage<Part = Profile> {
  readonly profiles: readonly Part[];
  /** Absent at the end of the segment. */
  readonly next?: Cursor;
}

/** A customer's orders, which is all that a population is measured by. */
export type CustomerOrders = Pick<Profile, 'customerId' | 'orders'>;

/** Reads all customers, one segment of their table at a time. */
export function createCustomerScans({ client, name: TableName }: Table) {
  async function scan<Part = Profile>(
    { segment, totalSegments, from }: ScanSegment,
    projection?: ScanProjection,
  ): Promise<ProfilePage<Part>> {
    const { Items, LastEvaluatedKey } = await client.send(
      new ScanCommand({
        TableName,
        Segment: segment,
        TotalSegments: totalSegments,
        ExclusiveStartKey: from,
        ...projection,
      }),
    );
    const next = itemAs<Cursor>(LastEvaluatedKey);
    return { profiles: (Items ?? []).map((item) => profileIn<Part>(item)), ...(next && { next }) };
  }

  return {
    /** Reads one page of a segment, at most 1 MB. */
    page: (segment: ScanSegment): Promise<ProfilePage> => scan(segment),

    /** Reads the rest of a segment, page by page. */
    pages: (segment: ScanSegment): AsyncGenerator<ProfilePage> => readAhead(segment, (rest) => scan(rest)),

    /**
     * Reads the rest of a segment like `pages`, but of each customer only the orders. That costs as many read units, and
     * a third less time, most of which is spent on taking items apart.
     */
    pagesOfOrders: (segment: ScanSegment): AsyncGenerator<ProfilePage<CustomerOrders>> =>
      readAhead(segment, (rest) => scan<CustomerOrders>(rest, ordersOnly)),

    /** Reads the rest of a segment like `pages`, without what a night does not look at. */
    pagesForNight: (segment: ScanSegment): AsyncGenerator<ProfilePage<NightlyProfile>> =>
      readAhead(segment, (rest) => scan<NightlyProfile>(rest, nightlyOnly)),
  };
}

type ScanProjection = Pick<ScanCommandInput, 'ProjectionExpression' | 'ExpressionAttributeNames'>;

const onlyThese = (attributes: object): ScanProjection => ({
  ProjectionExpression: Object.keys(attributes)
    .map((name) => `#${name}`)
    .join(', '),
  ExpressionAttributeNames: namesIn(attributes),
});

const ordersOnly = onlyThese({ customerId: true, orders: true } satisfies Record<keyof CustomerOrders, true>);

const nightlyOnly = onlyThese({
  customerId: true,
  version: true,
  contact: true,
  consents: true,
  suppressions: true,
  orders: true,
  cancelledOrders: true,
  redeemedAt: true,
  unusedCoupons: true,
  redeemingOrders: true,
  interest: true,
  feedback: true,
  complaints: true,
  referrals: true,
  products: true,
  categories: true,
  tags: true,
  points: true,
  erasedAt: true,
  folded: true,
  classes: true,
  enrolments: true,
  openEnrolments: true,
  goalsEndedOn: true,
} satisfies Record<keyof NightlyProfile, true>);

/**
 * The next page is fetched while the caller works on this one, which makes a night a fifth shorter; a profile that
 * changes meanwhile is caught by its version.
 */
async function* readAhead<Part>(
  { from, ...segment }: ScanSegment,
  read: (rest: ScanSegment) => Promise<ProfilePage<Part>>,
): AsyncGenerator<ProfilePage<Part>> {
  let coming: Promise<ProfilePage<Part>> | undefined = read({ ...segment, from });
  while (coming !== undefined) {
    const page: ProfilePage<Part> = await coming;
    coming = page.next && read({ ...segment, from: page.next });
    // A caller that stops here never awaits this page, so its failure must not become an unhandled rejection.
    coming?.catch(() => undefined);
    yield page;
  }
}
