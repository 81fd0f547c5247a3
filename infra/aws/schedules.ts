import { Duration, TimeZone } from 'aws-cdk-lib';
import {
  ContextAttribute,
  Schedule,
  ScheduleExpression,
  ScheduleTargetInput,
  TimeWindow,
} from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke, StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { nightBeginsAtHour } from '../../shared/night-begins.ts';
import { startsCampaignsEveryMinutes } from '../schedule.ts';
import { createDeadLetterQueue } from './dead-letters.ts';
import type { RekindleFunction } from './rekindle-function.ts';
import type { Workflow } from './workflow.ts';

/** What to start, and in which time zone. */
export interface SchedulesProps {
  /** The shop's time zone as an IANA name, such as Europe/Berlin. */
  readonly timeZone: string;
  readonly nightly: Workflow;
  /** The function that starts campaign steps when some are due. */
  readonly starter: RekindleFunction;
}

/**
 * Starts the night once a day, and looks once a minute whether a campaign step is due. EventBridge Scheduler delivers at least once; a second
 * start of either is harmless.
 */
export class Schedules extends Construct {
  readonly starter: RekindleFunction;
  /** Starts that failed until they were too old. */
  readonly missedStarts: Queue;

  constructor(scope: Construct, id: string, { timeZone, nightly, starter }: SchedulesProps) {
    super(scope, id);
    this.starter = starter;
    this.missedStarts = createDeadLetterQueue(this, 'MissedStarts');
    const zone = TimeZone.of(timeZone);
    new Schedule(this, 'Nightly', {
      description: 'Starts the night of Rekindle',
      schedule: ScheduleExpression.cron({
        minute: '0',
        hour: String(nightBeginsAtHour),
        timeZone: zone,
      }),
      // Step Functions is rarely unavailable for long. A night that is later than this is better started by hand.
      target: this.createTarget(nightly, Duration.hours(6)),
      timeWindow: TimeWindow.off(),
    });
    new Schedule(this, 'EveryMinute', {
      description: 'Starts the campaign steps of Rekindle when some are due',
      schedule: ScheduleExpression.rate(Duration.minutes(startsCampaignsEveryMinutes)),
      // The next minute makes up for this one.
      target: new LambdaInvoke(starter.lambda, {
        input: ScheduleTargetInput.fromObject({ at: ContextAttribute.scheduledTime }),
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
      timeWindow: TimeWindow.off(),
    });
  }

  private createTarget(workflow: Workflow, maxEventAge: Duration): StepFunctionsStartExecution {
    return new StepFunctionsStartExecution(workflow.machine, {
      // The workflow derives its date from its start time and the shop's time zone.
      input: ScheduleTargetInput.fromObject({}),
      deadLetterQueue: this.missedStarts,
      retryAttempts: 185,
      maxEventAge,
    });
  }
}
