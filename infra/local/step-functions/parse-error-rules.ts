import type { Catcher, Retrier } from './definition.ts';
import { errorNames } from './errors.ts';
import type { FieldReader } from './field-reader.ts';

/** Parses `Retry`. The defaults are those of the Amazon States Language. */
export function parseRetriers(state: FieldReader): Retrier[] {
  const readers = state.objects('Retry', !state.has('Retry'));
  return readers.map((reader, i) => {
    reader.allowOnly(
      'a retrier',
      'ErrorEquals',
      'IntervalSeconds',
      'MaxAttempts',
      'BackoffRate',
      'MaxDelaySeconds',
      'JitterStrategy',
      'Comment',
    );
    return {
      errorEquals: parseErrorEquals(reader, i === readers.length - 1),
      intervalSeconds: reader.optionalNumber('IntervalSeconds', { atLeast: 1, atMost: 99_999_999 }) ?? 1,
      maxAttempts: reader.optionalNumber('MaxAttempts', { atLeast: 0, atMost: 99_999_999 }) ?? 3,
      backoffRate: reader.optionalNumber('BackoffRate', { atLeast: 1, whole: false }) ?? 2,
      maxDelaySeconds: reader.optionalNumber('MaxDelaySeconds', { atLeast: 1, atMost: 31_622_400 }),
      hasJitter: reader.has('JitterStrategy') && reader.oneOf('JitterStrategy', ['FULL', 'NONE']) === 'FULL',
    };
  });
}

/** Parses `Catch`. */
export function parseCatchers(state: FieldReader): Catcher[] {
  const readers = state.objects('Catch', !state.has('Catch'));
  return readers.map((reader, i) => {
    reader.allowOnly('a catcher', 'ErrorEquals', 'Next', 'Output', 'Assign', 'Comment');
    return {
      errorEquals: parseErrorEquals(reader, i === readers.length - 1),
      next: reader.string('Next'),
      output: reader.template('Output', { prefix: `Catch[${i}]/Output`, inCatch: true }),
      assign: reader.template('Assign', { prefix: `Catch[${i}]/Assign`, literal: 'object', inCatch: true }),
    };
  });
}

function parseErrorEquals(reader: FieldReader, isLast: boolean): string[] {
  const names = reader.strings('ErrorEquals');
  if (names.includes(errorNames.all) && (names.length > 1 || !isLast))
    throw reader.errorAt('ErrorEquals', `${errorNames.all} must stand alone, and in the last rule`);
  return names;
}
