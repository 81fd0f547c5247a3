import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { tableVariable } from '../../shared/store/tables.ts';
import { Alarms } from './alarms.ts';
import { Callbacks } from './callbacks.ts';
import { Campaigns } from './campaigns.ts';
import { Console } from './console.ts';
import { Data } from './data.ts';
import { Email } from './email.ts';
import { RekindleApi } from './http-api.ts';
import { Night } from './night.ts';
import type { Options } from './options.ts';
import { Schedules } from './schedules.ts';

/** What the stack is built from. */
export interface RekindleStackProps extends StackProps {
  readonly options: Options;
  /** Where the console was built. */
  readonly consoleDirectory: string;
}

/** All of Rekindle. The stack is environment-agnostic: it can be deployed to any account and region. */
export class RekindleStack extends Stack {
  constructor(scope: Construct, id: string, { options, consoleDirectory, ...props }: RekindleStackProps) {
    super(scope, id, { description: 'Rekindle: marketing automation for one shop', ...props });
    const { timeZone, emailIdentity, alarmEmail, shop, deletionProtection = false, warmWrites } = options;
    const { tables } = new Data(this, 'Data', { deletionProtection, warmWrites });
    const email = new Email(this, 'Email', { tables, identity: emailIdentity, shop });
    const { sesArns } = email;
    const callbacks = new Callbacks(this, 'Callbacks', { tables, sesArns });
    const campaigns = new Campaigns(this, 'Campaigns', {
      tables,
      sesArns,
      callbacks,
      concurrency: options.concurrency,
    });
    const night = new Night(this, 'Night', { tables, campaigns, concurrency: options.concurrency });
    const { requireMfa = false } = options;
    const site = new Console(this, 'Console', {
      deletionProtection,
      requireMfa,
      directory: consoleDirectory,
    });
    const api = new RekindleApi(this, 'Api', {
      tables,
      workflows: [callbacks.workflow, night.workflow],
      followSuppression: email.followSuppression,
      sesArns,
      consoleAuthorizer: site.authorizer,
      consoleUsers: site.userPool,
    });
    site.serveApi(api.api);
    for (const { lambda } of [...api.functions, ...email.functions])
      reserveConcurrency(lambda, options.reservedConcurrency);
    const schedules = new Schedules(this, 'Schedules', {
      timeZone,
      nightly: night.workflow,
      starter: campaigns.starter,
    });
    const alarms = new Alarms(this, 'Alarms', {
      night,
      campaigns,
      callbacks,
      email,
      api,
      schedules,
      tables,
      alarmEmail,
    });

    this.addOutput('ConsoleUrl', `${site.url}/console/`);
    this.addOutput('ConsoleUserPoolId', site.userPool.userPoolId);
    this.addOutput('ApiUrl', api.url);
    this.addOutput('NightlyRescoreArn', night.workflow.machine.stateMachineArn);
    this.addOutput('RunCampaignsArn', campaigns.workflow.machine.stateMachineArn);
    this.addOutput('CallbackTaskArn', callbacks.workflow.machine.stateMachineArn);
    this.addOutput('AlarmTopicArn', alarms.topic.topicArn);
    for (const table of ['customers', 'activity', 'journeys', 'control'] as const) {
      const name = `${table.charAt(0).toUpperCase()}${table.slice(1)}Table`;
      this.addOutput(
        name,
        tables[table].tableName,
        `Set ${tableVariable(table)} to this for the command line`,
      );
    }
    // Only a domain has DKIM records of its own.
    const dkimRecords = emailIdentity?.includes('@') ? [] : (email.identity?.dkimRecords ?? []);
    for (const [index, { name, value }] of dkimRecords.entries()) {
      this.addOutput(`DkimRecord${index + 1}`, `${name} CNAME ${value}`);
    }
  }

  private addOutput(id: string, value: string, description?: string): void {
    new CfnOutput(this, id, { value, ...(description !== undefined && { description }) });
  }
}

/** Keeps executions free for a function while a night uses up the rest of the account's. */
function reserveConcurrency({ node }: IConstruct, executions: number | undefined): void {
  const { defaultChild } = node;
  if (executions !== undefined && defaultChild instanceof CfnFunction)
    defaultChild.reservedConcurrentExecutions = executions;
}
