import { Construct } from 'constructs';
import type { Callbacks } from './callbacks.ts';
import type { Tables } from './data.ts';
import { RekindleFunction } from './rekindle-function.ts';
import { Workflow } from './workflow.ts';

export interface CampaignsProps {
  readonly tables: Tables;
  /** The ARNs of what email may be sent with. */
  readonly sending: readonly string[];
  /** Where a campaign hands customers to staff. */
  readonly callbacks: Callbacks;
}

/** The workflow that runs the campaign steps that are due, and what it calls. */
export class Campaigns extends Construct {
  readonly workflow: Workflow;
  readonly functions: readonly RekindleFunction[];
  /** Logs an error for each step that failed, while the workflow itself goes on. */
  readonly closeStep: RekindleFunction;

  constructor(scope: Construct, id: string, { tables, sending, callbacks }: CampaignsProps) {
    super(scope, id);
    this.closeStep = new RekindleFunction(this, { name: 'close-step', tables });
    this.functions = [
      new RekindleFunction(this, { name: 'list-due-steps', tables }),
      new RekindleFunction(this, { name: 'run-step', tables, sending }),
      this.closeStep,
    ];
    this.workflow = new Workflow(this, {
      name: 'run-campaigns',
      calls: this.functions,
      starts: callbacks.workflow,
    });
  }
}
