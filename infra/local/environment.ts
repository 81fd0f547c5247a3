import { localIdentity } from './tables.ts';

/** Where the parts of the embedded stack listen. */
export interface Endpoints {
  readonly dynamoDb: string;
  readonly stepFunctions: string;
  readonly ses: string;
  readonly api: string;
}

/**
 * The environment in which the AWS SDK talks to the embedded stack and nobody else. Handlers read nothing of it
 * themselves, and so cannot tell where they run.
 */
export const environmentFor = (endpoints: Omit<Endpoints, 'api'>): Record<string, string> => ({
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamoDb,
  AWS_ENDPOINT_URL_SFN: endpoints.stepFunctions,
  AWS_ENDPOINT_URL_SESV2: endpoints.ses,
  AWS_REGION: localIdentity.region,
  AWS_ACCESS_KEY_ID: localIdentity.credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: localIdentity.credentials.secretAccessKey,
});
