/** The workflows, by their file workflows/….asl.json. */
export const workflowNames = ['nightly-rescore', 'run-campaigns', 'callback-task'] as const;

/** A file workflows/….asl.json. */
export type WorkflowName = (typeof workflowNames)[number];
