import { Construct } from 'constructs';
import { concurrency as defaults } from '../workflows.ts';
import type { Callbacks } from './callbacks.ts';
import type { Tables } from './data.ts';
import { RekindleFunction } from './rekindle-function.ts';
import { Workflow } from './workflow.ts';

/** What the campaign workflow is built from. */
export interface CampaignsProps {
  readonly tables: Tables;
  /** The ARNs of the SES resources to send with. */
  readonly sesArns: readonly string[];
  /** The workflow to start for each customer that a campaign hands to staff. */
  readonly callbacks: Callbacks;
  /** How many Lambdas run at the same time. Five steps run beside each other, so each gets a fifth. */
  readonly concurrency?: number | undefined;
}

/** The workflow that runs all campaign steps that are due, and the functions that it calls. */
export class Campaigns extends Construct {
  readonly workflow: Workflow;
  readonly functions: readonly RekindleFunction[];
  /** They ask whether executions of the workflow are running. */
  readonly functionsThatDescribe: readonly RekindleFunction[];
  /** Starts the workflow when there is something to do. */
  readonly starter: RekindleFunction;
  /** Logs an error for each step that failed, while the workflow goes on; an alarm counts these. */
  readonly closeStep: RekindleFunction;

  constructor(scope: Construct, id: string, { tables, sesArns, callbacks, concurrency }: CampaignsProps) {
    super(scope, id);
    const shardsAtOnce =
      concurrency === undefined
        ? defaults.ShardsAtOnce
        : Math.min(defaults.ShardsAtOnce, Math.max(1, Math.floor(concurrency / 5)));
    this.starter = new RekindleFunction(this, { name: 'start-campaigns', tables });
    this.closeStep = new RekindleFunction(this, { name: 'close-step', tables });
    const listDueSteps = new RekindleFunction(this, { name: 'list-due-steps', tables });
    const steps = [
      listDueSteps,
      new RekindleFunction(this, { name: 'run-step', tables, sesArns }),
      this.closeStep,
    ];
    this.functions = [this.starter, ...steps];
    this.workflow = new Workflow(this, {
      name: 'run-campaigns',
      calls: steps,
      starts: callbacks.workflow,
      numbers: { ShardsAtOnce: shardsAtOnce },
    });
    this.functionsThatDescribe = [this.starter, listDueSteps];
    for (const one of this.functionsThatDescribe) one.grantWorkflow(this.workflow);
  }
}
