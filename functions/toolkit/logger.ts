import { Logger } from '@aws-lambda-powertools/logger';

/** Structured logs. Personal data does not belong in them: log ids and counts. */
export const logger = new Logger({ serviceName: 'rekindle' });
