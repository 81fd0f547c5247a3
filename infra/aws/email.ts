import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { defaultSettings } from '../../shared/settings/settings.ts';
import type { Tables } from './data.ts';
import { createDeadLetterQueue } from './dead-letters.ts';
import { RekindleFunction } from './rekindle-function.ts';

/** What email is built from. */
export interface EmailProps {
  readonly tables: Tables;
  /**
   * The domain or address to send from, which this stack then creates in SES. Without it, functions may send from any
   * identity of the account.
   */
  readonly identity: string | undefined;
  /** The name of this shop, when there are several in the account. */
  readonly shop?: string | undefined;
}

/** SES, and the function that records on each delivery what SES reports about it. */
export class Email extends Construct {
  /** The ARNs of the SES resources that a function must be allowed to use in order to send. */
  readonly sesArns: readonly string[];
  readonly functions: readonly RekindleFunction[];
  /** Takes an unsubscribe into the activity of customers. */
  readonly followSuppression: RekindleFunction;
  /** Email events, and closed mailboxes, that could not be recorded. */
  readonly lostEvents: Queue;
  readonly identity: EmailIdentity | undefined;

  constructor(scope: Construct, id: string, { tables, identity, shop }: EmailProps) {
    super(scope, id);
    // The name in the default settings, so that a single shop need not set it.
    const { configurationSet: defaultName } = defaultSettings.email;
    const configurationSetName = shop === undefined ? defaultName : `${defaultName}-${shop}`;
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName,
      // Emails name customers and contain their coupons: no mail server gets them in the clear.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      // SES then drops emails to addresses that bounced or complained, even if our own suppression comes too late.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    configurationSet.addEventDestination('Events', {
      // SES publishes only to the default bus.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.OPEN,
        EmailSendingEvent.CLICK,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
      ],
    });
    this.identity = identity === undefined ? undefined : this.createIdentity(identity, configurationSet);
    this.sesArns = [
      this.sesArn('configuration-set', configurationSetName),
      // The shop's sender is a setting, unknown at deployment unless the option emailIdentity names it.
      this.sesArn('identity', identity ?? '*'),
    ];

    this.lostEvents = createDeadLetterQueue(this, 'LostEvents');
    const recordEmailEvent = new RekindleFunction(this, {
      name: 'record-email-event',
      tables,
      deadLetterQueue: this.lostEvents,
    });
    this.followSuppression = new RekindleFunction(this, {
      name: 'follow-suppression',
      tables,
      deadLetterQueue: this.lostEvents,
    });
    this.functions = [recordEmailEvent, this.followSuppression];
    new Rule(this, 'EventRule', {
      description: 'SES events about the emails that Rekindle sends',
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
      },
      targets: [
        new LambdaFunction(recordEmailEvent.lambda, {
          deadLetterQueue: this.lostEvents,
          // EventBridge's maximum: a campaign that decides on opens has a use for them for about a day.
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }

  private createIdentity(name: string, configurationSet: ConfigurationSet): EmailIdentity {
    const identity = name.includes('@') ? Identity.email(name) : Identity.domain(name);
    return new EmailIdentity(this, 'Identity', { identity, configurationSet });
  }

  private sesArn(resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
  }
}
