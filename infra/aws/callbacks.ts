import { Construct } from 'constructs';
import type { Tables } from './data.ts';
import { RekindleFunction } from './rekindle-function.ts';
import { Workflow } from './workflow.ts';

/** What the callback workflow is built from. */
export interface CallbacksProps {
  readonly tables: Tables;
  /** The ARNs of the SES resources to send with. */
  readonly sesArns: readonly string[];
}

/** The workflow of one callback task, and the functions that it calls. */
export class Callbacks extends Construct {
  readonly workflow: Workflow;
  readonly functions: readonly RekindleFunction[];

  constructor(scope: Construct, id: string, { tables, sesArns }: CallbacksProps) {
    super(scope, id);
    const queueCallback = new RekindleFunction(this, { name: 'queue-callback', tables });
    this.functions = [
      queueCallback,
      new RekindleFunction(this, { name: 'reward-callback', tables, sesArns }),
      new RekindleFunction(this, { name: 'close-callback', tables }),
    ];
    this.workflow = new Workflow(this, { name: 'callback-task', calls: this.functions });
    queueCallback.grantWorkflow(this.workflow);
  }
}
