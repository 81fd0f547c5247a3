import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { concurrency as defaults } from '../workflows.ts';
import type { Campaigns } from './campaigns.ts';
import type { Tables } from './data.ts';
import { createDeadLetterQueue } from './dead-letters.ts';
import { RekindleFunction } from './rekindle-function.ts';
import { Workflow } from './workflow.ts';

/** What the night is built from. */
export interface NightProps {
  readonly tables: Tables;
  /** The workflow that the night runs once everybody is rescored. */
  readonly campaigns: Campaigns;
  /** How many scan segments run at the same time. */
  readonly concurrency?: number | undefined;
}

/** The nightly workflow, the functions that it calls, and the function that records a failed night. */
export class Night extends Construct {
  readonly workflow: Workflow;
  readonly functions: readonly RekindleFunction[];
  /** Failures of nights that could not be recorded. */
  readonly unrecordedFailures: Queue;

  constructor(
    scope: Construct,
    id: string,
    { tables, campaigns, concurrency = defaults.SegmentsAtOnce }: NightProps,
  ) {
    super(scope, id);
    const openNight = new RekindleFunction(this, { name: 'open-night', tables });
    const steps = [
      openNight,
      new RekindleFunction(this, { name: 'measure-population', tables }),
      new RekindleFunction(this, { name: 'fit-population', tables }),
      new RekindleFunction(this, { name: 'rescore-and-enrol', tables }),
      new RekindleFunction(this, { name: 'plan-reports', tables }),
      new RekindleFunction(this, { name: 'count-report', tables }),
      new RekindleFunction(this, { name: 'close-night', tables }),
    ];
    this.workflow = new Workflow(this, {
      name: 'nightly-rescore',
      calls: steps,
      runs: campaigns.workflow,
      numbers: { SegmentsAtOnce: concurrency },
    });
    openNight.grantWorkflow(this.workflow);

    this.unrecordedFailures = createDeadLetterQueue(this, 'UnrecordedFailures');
    const recordNightFailure = new RekindleFunction(this, {
      name: 'record-night-failure',
      tables,
      deadLetterQueue: this.unrecordedFailures,
    });
    this.functions = [...steps, recordNightFailure];
    new Rule(this, 'FailureRule', {
      description: 'Nights of Rekindle that failed, timed out or were aborted',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          // Only the night itself: the children of its distributed maps have a state machine ARN with the map's label.
          stateMachineArn: [this.workflow.machine.stateMachineArn],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
      targets: [
        new LambdaFunction(recordNightFailure.lambda, {
          deadLetterQueue: this.unrecordedFailures,
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }
}
