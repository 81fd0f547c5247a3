/** The names of all workflows; each is defined in workflows/{name}.asl.json. */
export const workflowNames = ['nightly-rescore', 'run-campaigns', 'callback-task'] as const;

/**
 * How many Lambdas the maps of the workflows run at the same time: scan segments of a night, and shards of a campaign
 * step, of which five run beside each other. The placeholders of the definitions have these names.
 */
export const concurrency = { SegmentsAtOnce: 40, ShardsAtOnce: 10 } as const;

/** The name of a workflow, and of its file workflows/{name}.asl.json. */
export type WorkflowName = (typeof workflowNames)[number];
