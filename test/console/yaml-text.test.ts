import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { lineDiff } from '../../console/builder/line-diff.ts';
import { contentOf, withMoved, withValue } from '../../console/form/yaml-text.ts';
import readyMade from '../../workflows/ready-made.json' with { type: 'json' };

const campaigns = Object.entries(readyMade.campaigns);
const winBack = readyMade.campaigns['win-back'];

/** The lines that differ between two texts. */
const changedLines = (before: string, after: string) =>
  lineDiff(before, after)
    .filter(({ is }) => is !== 'same')
    .map(({ text }) => text);

describe.each(campaigns)('an edit in the form of %s', (_, text) => {
  test('changes the one line, and leaves comments and the rest as they were written', () => {
    const after = withValue(text, ['priority'], 99);
    expect(parse(after)).toEqual({ ...parse(text), priority: 99 });
    for (const line of changedLines(text, after)) expect(line).toMatch(/^priority/);
  });

  test('of a step says what was meant, and loses no comment', () => {
    const after = withValue(text, ['steps', 0, 'after'], '3d');
    const content = parse(text);
    content.steps[0].after = '3d';
    expect(parse(after)).toEqual(content);
    const comments = (one: string) => one.split('\n').filter((line) => line.trim().startsWith('#'));
    expect(comments(after)).toEqual(comments(text));
  });
});

test('a comment behind a value stays with it', () => {
  expect(withValue('name: x\nholdout: 40% # many\n', ['holdout'], '20%')).toBe(
    'name: x\nholdout: 20% # many\n',
  );
});

test('a step is moved with what it says, and the others keep their order', () => {
  const moved = parse(withMoved(winBack, ['steps'], 2, 0));
  const { steps } = parse(winBack);
  expect(moved).toEqual({ ...parse(winBack), steps: [steps[2], steps[0], steps[1], steps[3]] });
});

test('a value is added where there was none, removed without a trace, and an empty text can begin', () => {
  const added = withValue(winBack, ['decideOn'], '2027-01-01');
  expect(parse(added).decideOn).toBe('2027-01-01');
  expect(withValue(added, ['decideOn'], undefined)).toBe(winBack);
  expect(parse(withValue('', ['name'], 'x'))).toEqual({ name: 'x' });
});

test('a single value where a list may be becomes the first of a list', () => {
  const text = 'unless: ordered\nwhen: 7\nsteps: 7\n';
  expect(parse(withValue(text, ['unless', 1], 'clicked')).unless).toEqual(['ordered', 'clicked']);
  expect(parse(withValue(text, ['when', 'tier'], 'gold')).when).toEqual({ tier: 'gold' });
  expect(parse(withValue(text, ['steps', 0, 'after'], '1d')).steps).toBeDefined();
  expect(parse(withValue(text, ['unless', 0], undefined))).toEqual({ when: 7, steps: 7 });
  expect(withValue('just text', ['name'], 'x')).toBe('just text');
});

test('what is no YAML is left as it is', () => {
  expect(withValue('name: [', ['name'], 'x')).toBe('name: [');
  expect(contentOf('name: [')).toBeUndefined();
});

test('any text in any key is read back as it was given', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('name', 'description', 'group'),
      (value, key) => {
        expect(parse(withValue(winBack, [key], value))).toEqual({ ...parse(winBack), [key]: value });
      },
    ),
    { numRuns: 60 },
  );
});

test('a difference adds up to both texts', () => {
  const line = fc.constantFrom('a', 'b', 'c', '');
  fc.assert(
    fc.property(fc.array(line), fc.array(line), (one, other) => {
      const diff = lineDiff(one.join('\n'), other.join('\n'));
      const without = (is: string) => diff.filter((entry) => entry.is !== is).map(({ text }) => text);
      expect(without('added')).toEqual(one.join('\n').split('\n'));
      expect(without('removed')).toEqual(other.join('\n').split('\n'));
    }),
  );
});
