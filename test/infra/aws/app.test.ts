import { App } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { optionsFrom } from '../../../infra/aws/options.ts';
import { RekindleStack } from '../../../infra/aws/rekindle-stack.ts';
import { functions as definitions, functionNames } from '../../../infra/functions.ts';
import { builtConsole, cdkJson, synthesise } from './synthesise.ts';

const { stack, template } = synthesise({}, { isValidated: true });

describe('the app', () => {
  test('passes the rules of CloudFormation and cdk-nag, and is synthesised', () => {
    expect(Object.keys(template.toJSON())).toContain('Resources');
  });

  test('passes them with a sender and an address for alarms, too', () => {
    expect(() => synthesise({ emailIdentity: 'shop.example', alarmEmail: 'ops@shop.example' })).not.toThrow();
  });

  test('fails with a queue that accepts unencrypted requests', () => {
    expect(() => synthesise({}, { change: (stack) => new Queue(stack, 'Careless') })).toThrow(
      'AwsSolutions-SQS4',
    );
  });

  test('runs in any account and region', () => {
    expect(stack.environment).toBe('aws://unknown-account/unknown-region');
    expect(JSON.stringify(template.toJSON())).not.toMatch(/\b\d{12}\b|us-east-1|eu-central-1/);
  });

  test('is what cdk.json starts', () => {
    expect(cdkJson.app).toBe('node --import tsx infra/aws/app.ts');
  });

  test('outputs its URL, workflows, tables and alarm topic', () => {
    expect(Object.keys(template.findOutputs('*')).sort()).toEqual([
      'ActivityTable',
      'AlarmTopicArn',
      'ApiUrl',
      'CallbackTaskArn',
      'ConsoleUrl',
      'ConsoleUserPoolId',
      'ControlTable',
      'CustomersTable',
      'JourneysTable',
      'NightlyRescoreArn',
      'RunCampaignsArn',
    ]);
  });
});

describe('the options of a deployment', () => {
  const options = (context: Record<string, unknown>) => optionsFrom((name) => context[name]);

  test('have defaults', () => {
    expect(options({})).toEqual({ timeZone: 'UTC' });
  });

  test.each([
    ['a time zone that does not exist', { timeZone: 'Europe/Atlantis' }],
    ['a sender that is neither a domain nor an address', { emailIdentity: 'my shop' }],
    ['an invalid address for alarms', { alarmEmail: 'ops' }],
  ])('refuse %s', (_, context) => {
    expect(() => options(context)).toThrow();
  });

  test('may be those of several shops, which share no name', () => {
    const { stack, template } = synthesise({ shop: 'north' });
    expect(stack.stackName).toBe('Rekindle-north');
    template.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: 'rekindle-north' });
  });

  test('may reserve concurrency for whatever shops, customers and SES call', () => {
    const { functions, propertiesOf } = synthesise({ reservedConcurrency: '5' });
    const reserved = functions.filter(
      ({ lambda }) => propertiesOf(lambda)['ReservedConcurrentExecutions'] === 5,
    );
    expect(reserved.map(({ name }) => name).sort()).toEqual(
      functionNames
        .filter(
          (name) =>
            /^(record-email-event|follow-suppression)$/.test(name) ||
            ['api', 'console'].includes(definitions[name].folder),
        )
        .sort(),
    );
  });

  test('may name an address as the sender, which has no DNS records', () => {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new RekindleStack(app, 'Rekindle', {
      options: options({ emailIdentity: 'me@shop.example' }),
      consoleDirectory: builtConsole,
    });
    expect(stack.node.children.filter(({ node }) => node.id.startsWith('DkimRecord'))).toEqual([]);
  });

  test('may name a sender, whose DNS records the stack then outputs', () => {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
    const withSender = options({ emailIdentity: 'shop.example' });
    const stack = new RekindleStack(app, 'Rekindle', { options: withSender, consoleDirectory: builtConsole });
    const outputs = stack.node.children.map(({ node }) => node.id);
    expect(outputs.filter((id) => id.startsWith('DkimRecord'))).toHaveLength(3);
  });
});
