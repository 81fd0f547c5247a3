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
  /** Logs an error for each step that failed, while the workflow goes on; an alarm counts these. */
  readonly closeStep: RekindleFunction;

  constructor(scope: Construct, id: string, { tables, sesArns, callbacks, concurrency }: CampaignsProps) {
    super(scope, id);
    const shardsAtOnce =
      concurrency === undefined
        ? defaults.ShardsAtOnce
        : Math.min(defaults.ShardsAtOnce, Math.max(1, Math.floor(concurrency / 5)));
    this.closeStep = new RekindleFunction(this, { name: 'close-step', tables });
    this.functions = [
      new RekindleFunction(this, { name: 'list-due-steps', tables }),
      new RekindleFunction(this, { name: 'run-step', tables, sesArns }),
      this.closeStep,
    ];
    this.workflow = new Workflow(this, {
      name: 'run-campaigns',
      calls: this.functions,
      starts: callbacks.workflow,
      numbers: { ShardsAtOnce: shardsAtOnce },
    });
  }
}
