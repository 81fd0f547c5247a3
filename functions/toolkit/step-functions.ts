import { SFNClient } from '@aws-sdk/client-sfn';

/** The Step Functions client of this process. */
export const stepFunctions = new SFNClient({});
