import { Aws, Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { RekindleFunction } from './rekindle-function.ts';

/**
 * Counts an error in a function's log over 5 minutes. What close-step logs is recorded on a cohort while the workflow
 * goes on, so no metric of the workflow shows it.
 */
export function createLogMetric(
  scope: Construct,
  { logs }: RekindleFunction,
  metricName: string,
  message: string,
): IMetric {
  const filter = new MetricFilter(scope, metricName, {
    logGroup: logs,
    filterPattern: FilterPattern.all(
      FilterPattern.stringValue('$.level', '=', 'ERROR'),
      FilterPattern.stringValue('$.message', '=', message),
    ),
    metricNamespace: Aws.STACK_NAME,
    metricName,
  });
  return filter.metric({ statistic: 'Sum', period: Duration.minutes(5) });
}

/** Creates the topic that alarms publish to, with a subscription for `email` if there is one. */
export function createAlarmTopic(scope: Construct, email: string | undefined): Topic {
  // Not encrypted: CloudWatch cannot publish to a topic under the AWS managed key for SNS. Alarms name no person.
  const topic = new Topic(scope, 'Topic', { displayName: 'Rekindle', enforceSSL: true });
  // A policy of our own replaces the default one, under which every alarm of the account may publish.
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
