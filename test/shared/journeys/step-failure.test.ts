import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStepFailure } from '../../../shared/journeys/step-failure.ts';

const thrown = (errorType: string, errorMessage: string) =>
  `${errorType}: ${JSON.stringify({ errorType, errorMessage, trace: ['at run (index.mjs:1:1)'] })}`;

test.each([
  ['States.Timeout: ', 'slow', 'States.Timeout'],
  [thrown('Sandbox.Timedout', 'Task timed out'), 'slow', 'Sandbox.Timedout: Task timed out'],
  [
    'Lambda.TooManyRequestsException: Rate exceeded',
    'busy',
    'Lambda.TooManyRequestsException: Rate exceeded',
  ],
  [thrown('ContentionError', 'c1: gave up'), 'contended', 'ContentionError: c1: gave up'],
  [
    thrown('NotNowError', 'Email address is not verified.\nThe following'),
    'refused',
    'NotNowError: Email address is not verified.\nThe following',
  ],
  [thrown('constructor', 'odd'), 'other', 'constructor: odd'],
  ['', 'other', ''],
  ['States.Timeout', 'other', 'States.Timeout'],
])('of what is kept of a failure, %j is %s', (stored, kind, detail) => {
  expect(readStepFailure(stored)).toEqual({ kind, detail });
});

test('a cause that was cut off still says what kind it was, and nothing kept is unreadable', () => {
  const whole = thrown('NotNowError', 'x'.repeat(50));
  fc.assert(
    fc.property(fc.integer({ min: 'NotNowError: '.length, max: whole.length }), (length) => {
      expect(readStepFailure(whole.slice(0, length)).kind).toBe('refused');
    }),
  );
  fc.assert(fc.property(fc.string(), (stored) => void readStepFailure(stored)));
});
