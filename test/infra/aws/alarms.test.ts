import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { synthesise } from './synthesise.ts';

const alarmSchema = z.object({
  Properties: z.object({
    AlarmDescription: z.string(),
    AlarmActions: z.array(z.unknown()).length(1),
    MetricName: z.string(),
    Period: z.number(),
    EvaluationPeriods: z.number(),
    Threshold: z.number(),
    TreatMissingData: z.string(),
    Dimensions: z.array(z.object({ Name: z.string(), Value: z.unknown() })).default([]),
  }),
});

const { template, functions } = synthesise({ alarmEmail: 'ops@shop.example' });
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(
  (alarm) => alarmSchema.parse(alarm).Properties,
);
const entryOf = ({ AlarmDescription }: (typeof alarms)[number]) =>
  AlarmDescription.match(/docs\/runbook\.md#([a-z0-9-]+)$/)?.[1] ?? expect.fail(AlarmDescription);

/** The anchors that GitHub gives the headings in the runbook's section on alarms. */
function runbookEntries(): string[] {
  const runbook = readFileSync('docs/runbook.md', 'utf8');
  const [, section = ''] = runbook.split(/^## Alarms$/m);
  const headings = (section.split(/^## /m)[0] ?? '').matchAll(/^### (.+)$/gm);
  return [...headings].flatMap(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );
}

describe('the alarms', () => {
  test('each name an entry of the runbook, and each entry has an alarm', () => {
    expect(new Set(runbookEntries())).toEqual(new Set(alarms.map(entryOf)));
  });

  test('say what has happened before they say what to do', () => {
    for (const { AlarmDescription } of alarms)
      expect(AlarmDescription).toMatch(/^[A-Z].+\. What to do: docs\//);
  });

  test('watch every function', () => {
    const watched = alarms.filter(({ MetricName }) => MetricName === 'Errors');
    for (const { name } of functions) {
      expect(watched.filter(({ AlarmDescription }) => AlarmDescription.includes(` ${name} `))).toHaveLength(
        1,
      );
    }
  });

  test('watch every dead-letter queue', () => {
    const watched = alarms.filter(({ MetricName }) => MetricName === 'ApproximateNumberOfMessagesVisible');
    expect(watched).toHaveLength(Object.keys(template.findResources('AWS::SQS::Queue')).length);
    for (const { Threshold } of watched) expect(Threshold).toBe(1);
  });

  test('look back 26 hours for a night that succeeded, and treat missing data as none', () => {
    const noNight = alarms.find((alarm) => entryOf(alarm) === 'no-night-has-succeeded');
    expect(noNight).toMatchObject({ Period: 3600, EvaluationPeriods: 26, TreatMissingData: 'breaching' });
  });

  test('look back no further than CloudWatch allows', () => {
    for (const { Period, EvaluationPeriods } of alarms) {
      const longest = Period >= 3600 ? 7 * 86_400 : 86_400;
      expect(Period * EvaluationPeriods).toBeLessThanOrEqual(longest);
    }
  });

  test('go off before SES puts the account under review', () => {
    const rates = alarms.filter(({ MetricName }) => MetricName.startsWith('Reputation.'));
    expect(rates.map(({ MetricName, Threshold }) => [MetricName, Threshold])).toEqual([
      ['Reputation.BounceRate', 0.05],
      ['Reputation.ComplaintRate', 0.001],
    ]);
  });

  test('may be published to their topic by CloudWatch, and reach the subscriber', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@shop.example',
    });
    const policies = JSON.stringify(template.findResources('AWS::SNS::TopicPolicy'));
    expect(policies).toContain('cloudwatch.amazonaws.com');
  });
});
