import * as z from 'zod';
import { writtenCampaignSchema } from './campaign.ts';
import { audienceFileSchema } from './shared-audiences.ts';
import { audienceTextSchema } from './written-audience.ts';

/** What editors complete and check a kind of file by, as JSON Schema. */
export const createJsonSchema = (kind: 'campaign' | 'audience') =>
  z.toJSONSchema(kind === 'campaign' ? writtenCampaignSchema : audienceFileSchema, { io: 'input' });

/** What the conditions of an audience are completed and shown by, as JSON Schema. */
export const createAudienceTextJsonSchema = () => z.toJSONSchema(audienceTextSchema, { io: 'input' });
