import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import {
  type BudgetPart,
  budgetParts,
  partWithoutRoom,
  type Spend,
  type SpendLimits,
} from '../campaigns/budget.ts';
import { RekindleError } from '../errors.ts';
import type { CampaignId } from '../ids.ts';
import { conditionHolds, itemAs, namesIn, type Table } from './table.ts';

const keyOf = (campaign: CampaignId) => ({ kind: 'budget', id: campaign });

/**
 * What each campaign with a budget has used up, in table Control: kind `budget` by campaign, one item with a number for
 * each part. One conditional write for each message, so that no more than the limit passes however many ask at once. SES
 * lets fewer emails through in a second than one item takes writes (1,000).
 */
export function createBudgetStore({ client, name: TableName }: Table) {
  async function spent(campaign: CampaignId): Promise<Spend> {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: keyOf(campaign), ConsistentRead: true }),
    );
    return { messages: 0, coupons: 0, discount: 0, ...itemAs<Partial<Spend>>(Item) };
  }

  /** Adds to the numbers, which begin at zero. */
  const addition = (campaign: CampaignId, { messages, coupons, discount }: Spend) => ({
    TableName,
    Key: keyOf(campaign),
    UpdateExpression: `ADD ${budgetParts.map((part) => `#${part} :${part}`).join(', ')}`,
    ExpressionAttributeNames: namesIn({ messages, coupons, discount }),
    ExpressionAttributeValues: { ':messages': messages, ':coupons': coupons, ':discount': discount },
  });

  return {
    /** What a campaign has used up; strongly consistent. */
    spent,

    /**
     * Uses up some of a campaign's budget, unless that would go above a limit. A repeat uses it up once more.
     *
     * @returns the part that has no room, when nothing was used up
     */
    async take(campaign: CampaignId, more: Spend, limits: SpendLimits): Promise<BudgetPart | undefined> {
      const bounded = budgetParts.filter((part) => limits[part] !== undefined && more[part] > 0);
      const add = addition(campaign, more);
      const rooms = bounded.map((part) => [`:room_${part}`, (limits[part] ?? 0) - more[part]] as const);
      const ifRoom = bounded.length > 0 && {
        ConditionExpression: bounded
          .map((part) => `(attribute_not_exists(#${part}) OR #${part} <= :room_${part})`)
          .join(' AND '),
        ExpressionAttributeValues: { ...add.ExpressionAttributeValues, ...Object.fromEntries(rooms) },
      };
      const tooMuch = partWithoutRoom(limits, { messages: 0, coupons: 0, discount: 0 }, more);
      if (tooMuch !== undefined) return tooMuch;
      for (;;) {
        if (await conditionHolds(client.send(new UpdateCommand({ ...add, ...ifRoom })))) return undefined;
        const lacking = partWithoutRoom(limits, await spent(campaign), more);
        // Without one, somebody has given some back in between.
        if (lacking !== undefined) return lacking;
      }
    },

    /**
     * Gives back what was taken for something that certainly did not go out: once or, where nobody knows whether the write
     * was made, perhaps not at all. Twice would let more through than the limit.
     *
     * @throws RekindleError when the table did not answer
     */
    async giveBack(campaign: CampaignId, { messages, coupons, discount }: Spend): Promise<void> {
      const less = { messages: -messages, coupons: -coupons, discount: -discount };
      await client.send(repeatedOnlyIfRefused(new UpdateCommand(addition(campaign, less))));
    },

    /** Begins anew; a repeat changes nothing. */
    async forget(campaign: CampaignId): Promise<void> {
      await client.send(new DeleteCommand({ TableName, Key: keyOf(campaign) }));
    },
  };
}

/** Has the SDK repeat a write only after an answer that it was not made. */
function repeatedOnlyIfRefused(write: UpdateCommand): UpdateCommand {
  let isUnanswered = false;
  write.middlewareStack.add(
    (next) => async (args) => {
      if (isUnanswered) throw new RekindleError('the table did not answer, and may have made the write');
      isUnanswered = true;
      try {
        return await next(args);
      } catch (error) {
        isUnanswered = !isRefusal(error);
        throw error;
      }
    },
    // Within the SDK's retries, which come earlier in this step. The command shares its stack with the one that it wraps.
    { step: 'finalizeRequest', priority: 'low', name: 'repeatedOnlyIfRefused', override: true },
  );
  return write;
}

/** True for an answer such as throttling. With 500 and above, the write may have been made all the same. */
const isRefusal = (error: unknown): boolean =>
  error instanceof DynamoDBServiceException && (error.$metadata.httpStatusCode ?? 500) < 500;
