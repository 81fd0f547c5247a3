import { Duration, TimeZone } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { campaignsRunAtMinute, nightBeginsAtHour } from '../schedule.ts';
import { createDeadLetterQueue } from './dead-letters.ts';
import type { Workflow } from './workflow.ts';

/** What to start, and in which time zone. */
export interface SchedulesProps {
  /** The shop's time zone as an IANA name, such as Europe/Berlin. */
  readonly timeZone: string;
  readonly nightly: Workflow;
  readonly campaigns: Workflow;
}

/**
 * Starts the night once a day and the campaigns once an hour. EventBridge Scheduler delivers at least once; a second
 * start of either is harmless.
 */
export class Schedules extends Construct {
  /** Starts that failed until they were too old. */
  readonly missedStarts: Queue;

  constructor(scope: Construct, id: string, { timeZone, nightly, campaigns }: SchedulesProps) {
    super(scope, id);
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
    new Schedule(this, 'Hourly', {
      description: 'Runs the campaign steps of Rekindle that are due by the hour',
      schedule: ScheduleExpression.cron({ minute: String(campaignsRunAtMinute), timeZone: zone }),
      // The next hour's run makes up for this one.
      target: this.createTarget(campaigns, Duration.minutes(30)),
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
