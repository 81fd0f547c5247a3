import { Construct } from 'constructs';
import type { Tables } from './data.ts';
import { RekindleFunction } from './rekindle-function.ts';
import { Workflow } from './workflow.ts';

export interface CallbacksProps {
  readonly tables: Tables;
  /** The ARNs of what email may be sent with. */
  readonly sending: readonly string[];
}

/** The workflow of one callback task, and what it calls. */
export class Callbacks extends Construct {
  readonly workflow: Workflow;
  readonly functions: readonly RekindleFunction[];

  constructor(scope: Construct, id: string, { tables, sending }: CallbacksProps) {
    super(scope, id);
    const queueCallback = new RekindleFunction(this, { name: 'queue-callback', tables });
    this.functions = [
      queueCallback,
      new RekindleFunction(this, { name: 'reward-callback', tables, sending }),
      new RekindleFunction(this, { name: 'stop-calling', tables }),
      new RekindleFunction(this, { name: 'close-callback', tables }),
    ];
    this.workflow = new Workflow(this, { name: 'callback-task', calls: this.functions });
    queueCallback.grantWorkflow(this.workflow.machine);
  }
}
