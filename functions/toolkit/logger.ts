import { Logger } from '@aws-lambda-powertools/logger';

/** Writes structured logs. Log ids and counts, never personal data. */
export const logger = new Logger({ serviceName: 'rekindle' });
