import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { tableVariable } from '../../shared/store/tables.ts';
import { Alarms } from './alarms.ts';
import { Callbacks } from './callbacks.ts';
import { Campaigns } from './campaigns.ts';
import { Data } from './data.ts';
import { Email } from './email.ts';
import { RekindleApi } from './http-api.ts';
import { Night } from './night.ts';
import type { Options } from './options.ts';
import { Schedules } from './schedules.ts';

export interface RekindleStackProps extends StackProps {
  readonly options: Options;
}

/** All of Rekindle, in any account and region. */
export class RekindleStack extends Stack {
  constructor(scope: Construct, id: string, { options, ...props }: RekindleStackProps) {
    super(scope, id, { description: 'Rekindle: marketing automation for one shop', ...props });
    const { timeZone, emailIdentity, alarmEmail } = options;
    const { tables } = new Data(this, 'Data');
    const email = new Email(this, 'Email', { tables, identity: emailIdentity });
    const { sending } = email;
    const callbacks = new Callbacks(this, 'Callbacks', { tables, sending });
    const campaigns = new Campaigns(this, 'Campaigns', { tables, sending, callbacks });
    const night = new Night(this, 'Night', { tables, campaigns });
    const api = new RekindleApi(this, 'Api', { tables, callbacks });
    const schedules = new Schedules(this, 'Schedules', {
      timeZone,
      nightly: night.workflow,
      campaigns: campaigns.workflow,
    });
    const alarms = new Alarms(this, 'Alarms', {
      night,
      campaigns,
      callbacks,
      email,
      api,
      schedules,
      alarmEmail,
    });

    this.output('ApiUrl', api.url);
    this.output('NightlyRescoreArn', night.workflow.machine.stateMachineArn);
    this.output('RunCampaignsArn', campaigns.workflow.machine.stateMachineArn);
    this.output('CallbackTaskArn', callbacks.workflow.machine.stateMachineArn);
    this.output('AlarmTopicArn', alarms.topic.topicArn);
    for (const table of ['customers', 'activity', 'journeys', 'control'] as const) {
      const name = `${table.charAt(0).toUpperCase()}${table.slice(1)}Table`;
      this.output(name, tables[table].tableName, `The command line takes it as ${tableVariable(table)}`);
    }
    for (const [index, { name, value }] of (email.identity?.dkimRecords ?? []).entries()) {
      this.output(`DkimRecord${index + 1}`, `${name} CNAME ${value}`);
    }
  }

  private output(id: string, value: string, description?: string): void {
    new CfnOutput(this, id, { value, ...(description !== undefined && { description }) });
  }
}
