import { App } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, test } from 'vitest';
import { optionsFrom } from '../../../infra/aws/options.ts';
import { RekindleStack } from '../../../infra/aws/rekindle-stack.ts';
import { cdkJson, synthesised } from './synthesised.ts';

const checked = synthesised({}, { isValidated: true });

describe('the app', () => {
  test("is synthesised, so neither CloudFormation's rules nor cdk-nag's object", () => {
    expect(Object.keys(checked.template.toJSON())).toContain('Resources');
  });

  test('is when it names its sender and whom to alarm, too', () => {
    expect(() =>
      synthesised({ emailIdentity: 'shop.example', alarmEmail: 'ops@shop.example' }),
    ).not.toThrow();
  });

  test('is not with a queue that takes requests in plain text', () => {
    expect(() => synthesised({}, { change: (stack) => new Queue(stack, 'Careless') })).toThrow(
      'AwsSolutions-SQS4',
    );
  });

  test('runs in any account and region', () => {
    expect(checked.stack.environment).toBe('aws://unknown-account/unknown-region');
    expect(JSON.stringify(checked.template.toJSON())).not.toMatch(/\b\d{12}\b|us-east-1|eu-central-1/);
  });

  test('is what `cdk` starts', () => {
    expect(cdkJson.app).toBe('node --import tsx infra/aws/app.ts');
  });

  test('says where it can be reached', () => {
    expect(Object.keys(checked.template.findOutputs('*')).sort()).toEqual([
      'ActivityTable',
      'AlarmTopicArn',
      'ApiUrl',
      'CallbackTaskArn',
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
    ['a sender that is neither domain nor address', { emailIdentity: 'my shop' }],
    ['an address for alarms that is none', { alarmEmail: 'ops' }],
  ])('refuse %s', (_, context) => {
    expect(() => options(context)).toThrow();
  });

  test('may name a sender, whose DNS records the stack then puts out', () => {
    const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new RekindleStack(app, 'Rekindle', { options: options({ emailIdentity: 'shop.example' }) });
    const outputs = stack.node.children.map(({ node }) => node.id);
    expect(outputs.filter((id) => id.startsWith('DkimRecord'))).toHaveLength(3);
  });
});
