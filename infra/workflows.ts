/** The names of all workflows; each is defined in workflows/{name}.asl.json. */
export const workflowNames = ['nightly-rescore', 'run-campaigns', 'callback-task'] as const;

/** The name of a workflow, and of its file workflows/{name}.asl.json. */
export type WorkflowName = (typeof workflowNames)[number];
