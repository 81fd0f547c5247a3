import { mailCopiesVariable } from '../../functions/toolkit/forget-mail.ts';
import { workflowVariable } from '../../functions/toolkit/workflow-arn.ts';
import { workflowNames } from '../workflows.ts';
import { localIdentity } from './tables.ts';

/** The URLs of the embedded stack's servers. */
export interface Endpoints {
  readonly dynamoDb: string;
  readonly stepFunctions: string;
  readonly ses: string;
  readonly api: string;
  readonly lambda: string;
}

/**
 * Returns the environment variables that point the AWS SDK at the embedded stack, and name the workflows as a deployment
 * does: handlers cannot know where they run.
 */
export const environmentFor = (endpoints: Omit<Endpoints, 'api'>): Record<string, string> => ({
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb,
  AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
  AWS_ENDPOINT_URL_SESV2: endpoints.ses,
  [mailCopiesVariable]: endpoints.ses,
  AWS_ENDPOINT_URL_LAMBDA: endpoints.lambda,
  ...Object.fromEntries(workflowNames.map((name) => [workflowVariable(name), name])),
  // Nothing else sets it, so a deployment never calls its own machine.
  REKINDLE_LOOPBACK_WEBHOOKS: 'yes',
  AWS_REGION: localIdentity.region,
  AWS_ACCESS_KEY_ID: localIdentity.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localIdentity.credentials.secretAccessKey,
});
