import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { routes } from '../../../infra/routes.ts';
import { campaignsRunAtMinute, nightBeginsAtHour } from '../../../infra/schedule.ts';
import { dayMs } from '../../../shared/calendar.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { synthesised } from './synthesised.ts';

const { template, functions, workflows, idOf } = synthesised({ timeZone: 'Europe/Berlin' });

const arnOfFunction = (name: string) => {
  const found = functions.find((one) => one.name === name) ?? expect.fail(`${name} is deployed`);
  return { 'Fn::GetAtt': [idOf(found.lambda), 'Arn'] };
};
const arnOfWorkflow = (name: string) => {
  const found = workflows.find((one) => one.name === name) ?? expect.fail(`${name} is deployed`);
  return { Ref: idOf(found.machine) };
};

describe('the HTTP API', () => {
  test('has the routes of infra/routes.ts and no others', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Route', routes.length);
  });

  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'answers %s from its function, to those who may ask',
    (RouteKey, route) => {
      const AuthorizationType = route.isPublic ? 'NONE' : 'AWS_IAM';
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey, AuthorizationType });
      template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
        IntegrationUri: arnOfFunction(route.function),
        PayloadFormatVersion: '2.0',
      });
    },
  );

  test('is open only for customers who unsubscribe', () => {
    const open = routes.filter(({ isPublic }) => isPublic).map((route) => route.function);
    expect(new Set(open)).toEqual(new Set(['unsubscribe']));
  });

  test('logs neither the path, which holds codes and tokens, nor who asked', () => {
    const stages = JSON.stringify(template.findResources('AWS::ApiGatewayV2::Stage'));
    expect(stages).toContain('$context.routeKey');
    expect(stages).not.toMatch(/\$context\.(path|identity|httpMethod|requestOverride)|userAgent|sourceIp/);
  });

  test('is throttled', () => {
    template.hasResourceProperties('AWS::ApiGatewayV2::Stage', {
      DefaultRouteSettings: { ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 },
    });
  });
});

describe('the schedules', () => {
  test.each([
    ['the night once a day', `cron(0 ${nightBeginsAtHour} * * ? *)`, 'nightly-rescore'],
    ['the campaigns once an hour', `cron(${campaignsRunAtMinute} * * * ? *)`, 'run-campaigns'],
  ])("start %s on the shop's clock, with nothing but an empty input", (_, ScheduleExpression, workflow) => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression,
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        Arn: arnOfWorkflow(workflow),
        Input: '{}',
        DeadLetterConfig: Match.anyValue(),
        RetryPolicy: { MaximumRetryAttempts: 185 },
      },
    });
  });

  test('know an hour for the night that every day has, wherever clocks change', () => {
    const zones = [
      ...['Europe/Berlin', 'Europe/Athens', 'Europe/London', 'America/New_York', 'America/Santiago'],
      ...['Africa/Cairo', 'Asia/Beirut', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Atlantic/Azores'],
    ];
    for (const zone of zones) expect(daysWithHour(nightBeginsAtHour, zone), zone).toBe(365);
    expect(daysWithHour(2, 'Europe/Berlin'), 'two is left out in spring').toBe(364);
  });
});

/** On how many days of 2027 the clocks of a zone show that full hour. */
function daysWithHour(hour: number, timeZone: string): number {
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hour12: false,
  });
  const wanted = `${String(hour).padStart(2, '0')}:00`;
  const days = new Set<string>();
  const begin = Date.parse('2026-12-31');
  for (let time = begin; time < begin + 367 * dayMs; time += dayMs / 48) {
    const [day, shown] = clock.format(time).split(', ');
    if (shown === wanted && day?.startsWith('2027-')) days.add(day);
  }
  return days.size;
}

describe('email', () => {
  const set = defaultSettings.email.configurationSet;

  test('is sent under the configuration set that the settings name by default', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: set });
  });

  test('tells the default bus of everything that a delivery can become', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSetEventDestination', {
      EventDestination: {
        Enabled: true,
        MatchingEventTypes: ['send', 'delivery', 'open', 'click', 'bounce', 'complaint', 'reject'],
        EventBridgeDestination: Match.anyValue(),
      },
    });
  });

  test.each([
    [
      'what becomes of our emails, and of no others',
      'record-email-event',
      { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': [set] } } } },
    ],
    [
      'nights that end badly, however they do',
      'record-night-failure',
      {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [arnOfWorkflow('nightly-rescore')],
          status: ['FAILED', 'TIMED_OUT', 'ABORTED'],
        },
      },
    ],
  ])('has its rule beside the other: %s are recorded, or kept', (_, name, EventPattern) => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern,
      Targets: [{ Arn: arnOfFunction(name), DeadLetterConfig: Match.anyValue() }],
    });
    // EventBridge's queue takes what it could not hand over; the function's own takes what it could not handle.
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: `Rekindle: functions/events/${name}`,
      DeadLetterConfig: Match.anyValue(),
    });
  });
});
