import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { createAlarmTopic, createLogMetric } from './alarm-parts.ts';
import type { Callbacks } from './callbacks.ts';
import type { Campaigns } from './campaigns.ts';
import type { Tables } from './data.ts';
import type { Email } from './email.ts';
import type { RekindleApi } from './http-api.ts';
import type { Night } from './night.ts';
import type { RekindleFunction } from './rekindle-function.ts';
import type { Schedules } from './schedules.ts';

/** What the alarms watch, and who hears of them. */
export interface AlarmsProps {
  readonly night: Night;
  readonly campaigns: Campaigns;
  readonly callbacks: Callbacks;
  readonly email: Email;
  readonly api: RekindleApi;
  readonly schedules: Schedules;
  readonly tables: Tables;
  /** An address to subscribe to the topic; without it, subscribe by hand. */
  readonly alarmEmail: string | undefined;
}

interface AlarmDefinition {
  /** What has happened, for the person who is woken up by it. */
  readonly says: string;
  /** The anchor of the entry in docs/runbook.md that says what to do. */
  readonly entry: string;
  readonly metric: IMetric;
  /** The alarm goes off when the metric reaches this value. */
  readonly threshold: number;
}

/** A count over 5 minutes, for single events: the alarm goes off soon after one, and soon clears again. */
const countOver5Minutes: MetricOptions = { statistic: 'Sum', period: Duration.minutes(5) };
/** A count over 15 minutes, for errors that a retry fixes when they happen only once. */
const countOver15Minutes: MetricOptions = { statistic: 'Sum', period: Duration.minutes(15) };

/** The adaptive retries of a first night absorb some hundred throttles a minute. */
const manyThrottles = 1000;

/** Three errors are more than a hiccup that a retry fixes. */
const severalErrors = 3;

/** The alarms, and the topic that they publish to. Each alarm names the runbook entry that says how to handle it. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = createAlarmTopic(this, props.alarmEmail);
    this.watchWorkflows(props);
    this.watchReputation();
    this.watchDeadLetters(props);
    this.watchThrottles(props);
    const { night, campaigns, callbacks, email, api } = props;
    this.addAlarm('HttpErrors', {
      says: 'The HTTP API responds with 5xx errors',
      entry: 'the-http-api-answers-with-5xx',
      metric: api.api.metricServerError(countOver15Minutes),
      threshold: severalErrors,
    });
    for (const { functions } of [night, campaigns, callbacks, email, api]) {
      for (const watched of functions) this.watchFunction(watched);
    }
  }

  private watchWorkflows({ night, campaigns, callbacks }: AlarmsProps): void {
    const nightly = night.workflow.machine;
    this.addAlarm('NightFailed', {
      says: 'A night failed',
      entry: 'a-night-failed',
      metric: nightly.metricFailed(countOver5Minutes),
      threshold: 1,
    });
    this.addAlarm('NightTimedOut', {
      says: 'A night took more than 20 hours and was ended',
      entry: 'a-night-failed',
      metric: nightly.metricTimedOut(countOver5Minutes),
      threshold: 1,
    });
    this.addAlarm('NightAborted', {
      says: 'A night was stopped by hand',
      entry: 'a-night-failed',
      metric: nightly.metricAborted(countOver5Minutes),
      threshold: 1,
    });
    // In periods of an hour, because with shorter ones CloudWatch evaluates at most one day.
    this.addAlarm(
      'NoNight',
      {
        says: 'No night has succeeded in the last 26 hours',
        entry: 'no-night-has-succeeded',
        metric: nightly.metricSucceeded({ statistic: 'Sum', period: Duration.hours(1) }),
        threshold: 0,
      },
      {
        comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
        evaluationPeriods: 26,
        treatMissingData: TreatMissingData.BREACHING,
      },
    );
    this.addAlarm('CampaignRunFailed', {
      says: 'A campaign run failed',
      entry: 'a-run-of-the-campaigns-failed',
      metric: campaigns.workflow.machine.metricFailed(countOver5Minutes),
      threshold: 1,
    });
    this.addAlarm('CampaignRunTimedOut', {
      says: 'A campaign run took more than 17 hours and was ended',
      entry: 'a-run-of-the-campaigns-failed',
      metric: campaigns.workflow.machine.metricTimedOut(countOver5Minutes),
      threshold: 1,
    });
    this.addAlarm('CampaignStepFailed', {
      says: 'A campaign step failed; the other steps went on',
      entry: 'a-campaign-step-failed',
      metric: createLogMetric(this, campaigns.closeStep, 'FailedSteps', 'step failed'),
      threshold: 1,
    });
    this.addAlarm('SendingPaused', {
      says: 'SES has paused this account or put it under review, so no campaign sends email',
      entry: 'sending-is-paused',
      metric: createLogMetric(this, campaigns.closeStep, 'PausedSteps', 'sending is paused'),
      threshold: 1,
    });
    this.addAlarm('CampaignOutOfBudget', {
      says: 'A campaign has used up its budget and has paused itself',
      entry: 'a-campaign-has-used-up-its-budget',
      metric: createLogMetric(this, campaigns.closeStep, 'StepsOutOfBudget', 'budget is used up'),
      threshold: 1,
    });
    this.addAlarm('CallbackTaskFailed', {
      says: 'The workflow of a callback task failed',
      entry: 'a-callback-task-failed',
      metric: callbacks.workflow.machine.metricFailed(countOver5Minutes),
      threshold: 1,
    });
  }

  /**
   * SES puts an account under review at a bounce rate of 5% or a complaint rate of 0.1%, and may pause its sending at
   * 10% or 0.5% (Amazon SES Developer Guide, sending review process FAQs).
   */
  private watchReputation(): void {
    const rate = (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
    this.addAlarm('BounceRate', {
      says: "At least 5% of this account's emails bounce",
      entry: 'too-many-emails-bounce',
      metric: rate('Reputation.BounceRate'),
      threshold: 0.05,
    });
    this.addAlarm('ComplaintRate', {
      says: "At least 0.1% of this account's emails are reported as spam",
      entry: 'too-many-recipients-complain',
      metric: rate('Reputation.ComplaintRate'),
      threshold: 0.001,
    });
  }

  private watchDeadLetters({ email, night, schedules }: AlarmsProps): void {
    const visible: MetricOptions = { statistic: 'Maximum', period: Duration.minutes(5) };
    this.addAlarm('LostEmailEvents', {
      says: 'Email events could not be recorded',
      entry: 'email-events-could-not-be-recorded',
      metric: email.lostEvents.metricApproximateNumberOfMessagesVisible(visible),
      threshold: 1,
    });
    this.addAlarm('UnrecordedNightFailure', {
      says: 'The failure of a night could not be recorded',
      entry: 'the-failure-of-a-night-could-not-be-recorded',
      metric: night.unrecordedFailures.metricApproximateNumberOfMessagesVisible(visible),
      threshold: 1,
    });
    this.addAlarm('MissedStart', {
      says: 'A schedule could not start its workflow',
      entry: 'a-schedule-could-not-start-its-workflow',
      metric: schedules.missedStarts.metricApproximateNumberOfMessagesVisible(visible),
      threshold: 1,
    });
  }

  /** Throttles that retries do not absorb: a night retries for an hour, whoever calls the API does not. */
  private watchThrottles({ tables }: AlarmsProps): void {
    this.addAlarm('LambdaThrottles', {
      says: "The account's Lambda concurrency is used up",
      entry: 'lambda-or-dynamodb-throttles',
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', ...countOver15Minutes }),
      threshold: manyThrottles,
    });
    for (const [name, { tableName }] of Object.entries(tables)) {
      for (const kind of ['Read', 'Write']) {
        this.addAlarm(`${name}${kind}Throttles`, {
          says: `DynamoDB throttles ${kind === 'Read' ? 'reads from' : 'writes to'} the table ${name}`,
          entry: 'lambda-or-dynamodb-throttles',
          metric: new Metric({
            namespace: 'AWS/DynamoDB',
            metricName: `${kind}ThrottleEvents`,
            dimensionsMap: { TableName: tableName },
            ...countOver15Minutes,
          }),
          threshold: manyThrottles,
        });
      }
    }
  }

  private watchFunction({ node, name, lambda }: RekindleFunction): void {
    this.addAlarm(`${node.id}Errors`, {
      says: `The function ${name} keeps failing`,
      entry: 'a-function-fails-again-and-again',
      metric: lambda.metricErrors(countOver15Minutes),
      threshold: severalErrors,
    });
  }

  private addAlarm(
    id: string,
    { says, entry, metric, threshold }: AlarmDefinition,
    {
      comparisonOperator = ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods = 1,
      treatMissingData = TreatMissingData.NOT_BREACHING,
    } = {},
  ): void {
    const alarmDescription = `${says}. What to do: docs/runbook.md#${entry}`;
    const alarm = new Alarm(this, id, {
      alarmDescription,
      metric,
      threshold,
      comparisonOperator,
      evaluationPeriods,
      treatMissingData,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
