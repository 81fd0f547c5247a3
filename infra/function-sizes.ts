/** Lambda gives one full vCPU at 1,769 MB. */
export const oneCpuMb = 1769;
/** Below this, cold starts are slow. */
export const defaultMb = 512;

/** Scans and scores until a minute before the timeout, then hands over: the longer, the better. CPU-bound. */
export const segmentPass = { memoryMb: oneCpuMb, timeoutSeconds: 900 } as const;
/** A handful of reads and writes. A minute leaves room for retries against a throttled table. */
export const shortTask = { memoryMb: defaultMb, timeoutSeconds: 60 } as const;
/** Somebody is waiting for the response. Ends well before API Gateway gives up after 30 seconds. */
export const interactive = { memoryMb: defaultMb, timeoutSeconds: 10 } as const;
/** Takes in up to 100 facts, of 8 customers at a time. Also ends before API Gateway gives up. */
export const batchIngest = { memoryMb: 1024, timeoutSeconds: 29 } as const;
