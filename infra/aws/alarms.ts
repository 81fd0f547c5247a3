import { Aws, Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  type MetricOptions,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Callbacks } from './callbacks.ts';
import type { Campaigns } from './campaigns.ts';
import type { Email } from './email.ts';
import type { RekindleApi } from './http-api.ts';
import type { Night } from './night.ts';
import type { RekindleFunction } from './rekindle-function.ts';
import type { Schedules } from './schedules.ts';

export interface AlarmsProps {
  readonly night: Night;
  readonly campaigns: Campaigns;
  readonly callbacks: Callbacks;
  readonly email: Email;
  readonly api: RekindleApi;
  readonly schedules: Schedules;
  /** Who is told by email; without it, subscribe to the topic by hand. */
  readonly alarmEmail: string | undefined;
}

interface AlarmDefinition {
  /** What has happened, as the one reads it who is woken by it. */
  readonly says: string;
  /** The entry of docs/runbook.md that tells what to do. */
  readonly entry: string;
  readonly metric: IMetric;
  /** Reached or passed. */
  readonly threshold: number;
}

/** A count over five minutes: what counts events is soon red and soon green again. */
const soon: MetricOptions = { statistic: 'Sum', period: Duration.minutes(5) };
/** A count over a quarter of an hour, for what heals by itself when it happens once. */
const lately: MetricOptions = { statistic: 'Sum', period: Duration.minutes(15) };

/** Three are more than one hiccup, which the retries heal. */
const severalErrors = 3;

/** Tells people what needs them. Each alarm names the entry of the runbook that it is handled by. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: AlarmsProps) {
    super(scope, id);
    this.topic = this.alarmTopic(props.alarmEmail);
    this.watchWorkflows(props);
    this.watchReputation();
    this.watchDeadLetters(props);
    const { night, campaigns, callbacks, email, api } = props;
    this.alarm('HttpErrors', {
      says: 'The HTTP API answers with 5xx',
      entry: 'the-http-api-answers-with-5xx',
      metric: api.api.metricServerError(lately),
      threshold: severalErrors,
    });
    for (const { functions } of [night, campaigns, callbacks, email, api]) {
      for (const watched of functions) this.watchFunction(watched);
    }
  }

  private watchWorkflows({ night, campaigns, callbacks }: AlarmsProps): void {
    const nightly = night.workflow.machine;
    this.alarm('NightFailed', {
      says: 'A night failed',
      entry: 'a-night-failed',
      metric: nightly.metricFailed(soon),
      threshold: 1,
    });
    // Counted hour by hour, because CloudWatch looks back further than a day only in whole hours.
    this.alarm(
      'NoNight',
      {
        says: 'No night has succeeded for 26 hours',
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
    this.alarm('CampaignRunFailed', {
      says: 'A run of the campaigns failed',
      entry: 'a-run-of-the-campaigns-failed',
      metric: campaigns.workflow.machine.metricFailed(soon),
      threshold: 1,
    });
    this.alarm('CampaignStepFailed', {
      says: 'A campaign step failed; the others went on',
      entry: 'a-campaign-step-failed',
      metric: this.failedSteps(campaigns.closeStep),
      threshold: 1,
    });
    this.alarm('CallbackTaskFailed', {
      says: 'The workflow of a callback task failed',
      entry: 'a-callback-task-failed',
      metric: callbacks.workflow.machine.metricFailed(soon),
      threshold: 1,
    });
  }

  /** A step that failed is recorded on its cohort and logged, and the workflow goes on: only the log tells. */
  private failedSteps(closeStep: RekindleFunction): IMetric {
    const filter = new MetricFilter(this, 'FailedSteps', {
      logGroup: closeStep.logs,
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.level', '=', 'ERROR'),
        FilterPattern.stringValue('$.message', '=', 'step failed'),
      ),
      metricNamespace: Aws.STACK_NAME,
      metricName: 'FailedSteps',
    });
    return filter.metric(soon);
  }

  /** SES reviews an account at these rates and pauses it at twice the first and five times the second. */
  private watchReputation(): void {
    const rate = (metricName: string) =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Average', period: Duration.hours(1) });
    this.alarm('BounceRate', {
      says: 'Of the emails of this account, 5% or more bounce',
      entry: 'too-many-emails-bounce',
      metric: rate('Reputation.BounceRate'),
      threshold: 0.05,
    });
    this.alarm('ComplaintRate', {
      says: 'Of the emails of this account, 0.1% or more are called spam',
      entry: 'too-many-recipients-complain',
      metric: rate('Reputation.ComplaintRate'),
      threshold: 0.001,
    });
  }

  private watchDeadLetters({ email, night, schedules }: AlarmsProps): void {
    const visible: MetricOptions = { statistic: 'Maximum', period: Duration.minutes(5) };
    this.alarm('LostEmailEvents', {
      says: 'Events of emails could not be recorded',
      entry: 'email-events-could-not-be-recorded',
      metric: email.lostEvents.metricApproximateNumberOfMessagesVisible(visible),
      threshold: 1,
    });
    this.alarm('UnrecordedNightFailure', {
      says: 'The failure of a night could not be recorded',
      entry: 'the-failure-of-a-night-could-not-be-recorded',
      metric: night.unrecordedFailures.metricApproximateNumberOfMessagesVisible(visible),
      threshold: 1,
    });
    this.alarm('MissedStart', {
      says: 'A schedule could not start its workflow',
      entry: 'a-schedule-could-not-start-its-workflow',
      metric: schedules.missedStarts.metricApproximateNumberOfMessagesVisible(visible),
      threshold: 1,
    });
  }

  private watchFunction({ node, name, lambda }: RekindleFunction): void {
    this.alarm(`${node.id}Errors`, {
      says: `The function ${name} fails again and again`,
      entry: 'a-function-fails-again-and-again',
      metric: lambda.metricErrors(lately),
      threshold: severalErrors,
    });
  }

  private alarm(
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

  private alarmTopic(email: string | undefined): Topic {
    // Not encrypted with the key that AWS manages for SNS, under which CloudWatch may not publish. Alarms name no one.
    const topic = new Topic(this, 'Topic', { displayName: 'Rekindle', enforceSSL: true });
    // A policy of our own replaces the one by which any alarm of the account may publish.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}
