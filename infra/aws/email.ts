import { Duration, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import {
  ConfigurationSet,
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

export interface EmailProps {
  readonly tables: Tables;
  /** The domain or address to send from, created and verified with this stack; without it, any of the account's. */
  readonly identity: string | undefined;
}

/** Sends through SES, and writes on each delivery what SES tells of it. */
export class Email extends Construct {
  /** What a function must be allowed to use in order to send. */
  readonly sending: readonly string[];
  readonly functions: readonly RekindleFunction[];
  readonly lostEvents: Queue;
  readonly identity: EmailIdentity | undefined;

  constructor(scope: Construct, id: string, { tables, identity }: EmailProps) {
    super(scope, id);
    // The name that the settings have by default, so that they need not be told.
    const configurationSetName = defaultSettings.email.configurationSet;
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName,
      // SES then drops what would bounce or annoy again, even before our own suppression has been read.
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    configurationSet.addEventDestination('Events', {
      // SES publishes to the default bus and to no other.
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
    this.identity = identity === undefined ? undefined : this.identityFor(identity, configurationSet);
    this.sending = [
      this.sesArn('configuration-set', configurationSetName),
      // Which address the shop sends from is a setting, and not known here unless the deployment says so.
      this.sesArn('identity', identity ?? '*'),
    ];

    this.lostEvents = createDeadLetterQueue(this, 'LostEvents');
    const recordEmailEvent = new RekindleFunction(this, {
      name: 'record-email-event',
      tables,
      createDeadLetterQueue: this.lostEvents,
    });
    this.functions = [recordEmailEvent];
    new Rule(this, 'EventRule', {
      description: 'What becomes of each email that Rekindle sent',
      eventPattern: {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [configurationSetName] } } },
      },
      targets: [
        new LambdaFunction(recordEmailEvent.lambda, {
          deadLetterQueue: this.lostEvents,
          // EventBridge tries for a day, as long as SES's events are of use to a campaign that looks at opens.
          maxEventAge: Duration.hours(24),
          retryAttempts: 185,
        }),
      ],
    });
  }

  private identityFor(name: string, configurationSet: ConfigurationSet): EmailIdentity {
    const identity = name.includes('@') ? Identity.email(name) : Identity.domain(name);
    return new EmailIdentity(this, 'Identity', { identity, configurationSet });
  }

  private sesArn(resource: string, resourceName: string): string {
    return Stack.of(this).formatArn({ service: 'ses', resource, resourceName });
  }
}
