import { Duration, TimeZone } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { StepFunctionsStartExecution } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { campaignsRunAtMinute, nightBeginsAtHour } from '../schedule.ts';
import { createDeadLetterQueue } from './dead-letters.ts';
import type { Workflow } from './workflow.ts';

export interface SchedulesProps {
  /** The shop's time zone, such as Europe/Berlin. */
  readonly timeZone: string;
  readonly nightly: Workflow;
  readonly campaigns: Workflow;
}

/** Starts the night once a day and the campaigns once an hour. Either may be started twice; that does no harm. */
export class Schedules extends Construct {
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
      // Step Functions is seldom out of reach for long; a night that starts in the afternoon is better started by hand.
      target: this.startOf(nightly, Duration.hours(6)),
      timeWindow: TimeWindow.off(),
    });
    new Schedule(this, 'Hourly', {
      description: 'Runs the campaign steps of Rekindle that are measured in hours',
      schedule: ScheduleExpression.cron({ minute: String(campaignsRunAtMinute), timeZone: zone }),
      // The next hour does what this one missed.
      target: this.startOf(campaigns, Duration.minutes(30)),
      timeWindow: TimeWindow.off(),
    });
  }

  private startOf(workflow: Workflow, maxEventAge: Duration): StepFunctionsStartExecution {
    return new StepFunctionsStartExecution(workflow.machine, {
      // The workflow takes its date from the time it starts and the shop's time zone.
      input: ScheduleTargetInput.fromObject({}),
      deadLetterQueue: this.missedStarts,
      retryAttempts: 185,
      maxEventAge,
    });
  }
}
