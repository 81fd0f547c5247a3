import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { routes } from '../../../infra/routes.ts';
import { dayMs } from '../../../shared/calendar.ts';
import { nightBeginsAtHour } from '../../../shared/night-begins.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { synthesise } from './synthesise.ts';

const { template, functions, workflows, idOf } = synthesise({ timeZone: 'Europe/Berlin' });

const arnOfFunction = (name: string) => {
  const fn = functions.find((one) => one.name === name) ?? expect.fail(`${name} is not deployed`);
  return { 'Fn::GetAtt': [idOf(fn.lambda), 'Arn'] };
};
const arnOfWorkflow = (name: string) => {
  const workflow = workflows.find((one) => one.name === name) ?? expect.fail(`${name} is not deployed`);
  return { Ref: idOf(workflow.machine) };
};

describe('the HTTP API', () => {
  test('has the routes of infra/routes.ts and no others', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Route', routes.length);
  });

  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'routes %s to its function and authorises the caller',
    (RouteKey, route) => {
      const AuthorizationType = { anybody: 'NONE', frame: 'NONE', shop: 'AWS_IAM', console: 'JWT' }[
        route.caller
      ];
      template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey, AuthorizationType });
      template.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
        IntegrationUri: arnOfFunction(route.function),
        PayloadFormatVersion: '2.0',
      });
    },
  );

  test('is open only to customers who unsubscribe, and to previews by their sealed address', () => {
    const open = routes.filter(({ caller }) => caller !== 'shop' && caller !== 'console');
    expect(new Set(open.map((route) => route.function))).toEqual(new Set(['unsubscribe', 'show-preview']));
  });

  test('logs neither the path, which contains codes and tokens, nor the caller', () => {
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
  test('look once a minute whether a campaign step is due, and leave a missed minute to the next', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        Arn: arnOfFunction('start-campaigns'),
        Input: '{"at":"<aws.scheduler.scheduled-time>"}',
        RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
      },
    });
  });

  test("start the night once a day in the shop's time zone, with an empty input", () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: `cron(0 ${nightBeginsAtHour} * * ? *)`,
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
      Target: {
        Arn: arnOfWorkflow('nightly-rescore'),
        Input: '{}',
        DeadLetterConfig: Match.anyValue(),
        RetryPolicy: { MaximumRetryAttempts: 185 },
      },
    });
  });

  test('begin the night at an hour that exists on every day, wherever clocks change', () => {
    const zones = [
      ...['Europe/Berlin', 'Europe/Athens', 'Europe/London', 'America/New_York', 'America/Santiago'],
      ...['Africa/Cairo', 'Asia/Beirut', 'Australia/Lord_Howe', 'Antarctica/Troll', 'Atlantic/Azores'],
    ];
    for (const zone of zones) expect(daysWithHour(nightBeginsAtHour, zone), zone).toBe(365);
    expect(daysWithHour(2, 'Europe/Berlin'), 'two is skipped in spring').toBe(364);
  });
});

/** Counts the days of 2027 on which clocks in the time zone show that full hour. */
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
  const configurationSet = defaultSettings.email.configurationSet;

  test('uses the configuration set of the default settings', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', { Name: configurationSet });
  });

  test('is sent over TLS or not at all', () => {
    template.hasResourceProperties('AWS::SES::ConfigurationSet', {
      DeliveryOptions: { TlsPolicy: 'REQUIRE' },
    });
  });

  test('publishes all events that change a delivery to the default bus', () => {
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
      'events of our emails, and of no others',
      'record-email-event',
      { source: ['aws.ses'], detail: { mail: { tags: { 'ses:configuration-set': [configurationSet] } } } },
    ],
    [
      'nights that fail, time out or are aborted',
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
  ])('has a rule by which %s are recorded, or kept in a queue', (_, name, EventPattern) => {
    template.hasResourceProperties('AWS::Events::Rule', {
      EventPattern,
      Targets: [{ Arn: arnOfFunction(name), DeadLetterConfig: Match.anyValue() }],
    });
    // The target's queue is for events that EventBridge cannot deliver, the function's for those it fails to handle.
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: `Rekindle: functions/events/${name}`,
      DeadLetterConfig: Match.anyValue(),
    });
  });
});
