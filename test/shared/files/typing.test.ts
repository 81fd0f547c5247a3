import { describe, expect, test } from 'vitest';
import { CampaignFileError, readCampaign } from '../../../shared/campaigns/read-campaign.ts';
import { lookalikeIn } from '../../../shared/files/lookalike.ts';
import type { Language } from '../../../shared/language.ts';

/** What is said of a campaign file, each with its line. */
function problemsOf(text: string, language: Language = 'en'): string[] {
  try {
    readCampaign(text, 'test.yaml', language);
  } catch (error) {
    if (!(error instanceof CampaignFileError)) throw error;
    return error.problems.map(({ line, message }) => `${line} ${message}`);
  }
  return [];
}

const steps = 'steps:\n  - { after: 0d, email: { template: hello } }\n';
const named = (name: string) => `name: ${name}\naudience: {}\n${steps}`;
const forAudience = (audience: string) => `name: Test\naudience: ${audience}\n${steps}`;
const begunBy = (trigger: string) => `${forAudience('{}')}trigger: ${trigger}\n`;

describe('a text that YAML would read as something else is refused in its line', () => {
  test.each([
    ['{{ customer.firstName }}', 'a text with {{ }} stands in quotes'],
    ['{{ customer.firstName }}, hello', 'a text with {{ }} stands in quotes'],
    ['We are #1', 'this text ends before #, which begins a comment'],
    ['!Sale today', 'a text that begins with this character stands in quotes'],
    ['!!binary aGVsbG8=', 'a text that begins with this character stands in quotes'],
    ['*New*', 'a text that begins with * or & stands in quotes'],
    ["'Ann's offer'", 'write an apostrophe between single quotes twice'],
    ['"Say "hello" today"', 'the text goes on after a closing quote'],
    ['2026', 'name: this is a text; put it in quotes'],
    ["'  '", 'name: this is empty'],
  ])('%s', (name, message) => {
    expect(problemsOf(named(name))).toEqual([expect.stringContaining(message)]);
    expect(problemsOf(named(name))[0]).toMatch(/^1 /);
  });

  test('and what refers to itself is, rather than followed for ever', () => {
    expect(problemsOf(forAudience('&a { all: [*a] }'))).toEqual([
      '2 this refers to what it is part of; write it out',
    ]);
  });

  test('and a file without anything in it says so', () => {
    expect(problemsOf('# later\n')).toEqual(['1 campaign: there is nothing in it yet']);
  });

  test.each([
    ['a comment', named('Spring # not before March')],
    ['a line that was taken out', `#name: Old\n${named('New')}#  - {}\n`],
    ['a comment after a number', `priority: 60 #high\n${named('New')}`],
    ['a text in quotes', named('"We are #1 with {{ x }}"')],
    [
      'an alias',
      `name: Test\naudience: &a { lifecycle: silent }\nsteps:\n  - { after: 0d, when: *a, tag: x }\n`,
    ],
  ])('but not %s', (_, text) => {
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('what a Chinese keyboard or a word processor typed is pointed out', () => {
  test.each([
    ['a full-width colon', 'name： 新客\n', '：', ':'],
    ['a full-width comma', forAudience('{ lifecycle: [silent， lost] }'), '，', ','],
    ['full-width braces', forAudience('｛ lifecycle: silent ｝'), '｛', '{'],
    ['a full-width digit', forAudience('{ orders: { atLeast: ２ } }'), '２', '2'],
    ['a full-width percent sign', `${named('X')}holdout: 10％\n`, '％', '%'],
    ['a curly quote', `${named('X')}holdout: ‘10%’\n`, '‘', "'"],
    ['a dash', 'name: X\naudience: {}\nsteps:\n  – { after: 0d, tag: x }\n', '–', '-'],
  ])('%s', (_, text, found, meant) => {
    expect(problemsOf(text)[0]).toContain(`; there is a ${found} in it where ${meant} is meant`);
    expect(problemsOf(text, 'zh')[0]).toContain(`；其中的 ${found} 应改为半角 ${meant}`);
  });

  test.each(['\u00a0', '\u3000', '\u200b'])(
    'a space that cannot be told from an ordinary one: %j',
    (space) => {
      const problems = problemsOf(`name: X\naudience:\n${space}lifecycle: [silent]\n${steps}`);
      expect(problems).toEqual(
        expect.arrayContaining([expect.stringContaining('special or invisible space')]),
      );
    },
  );

  test('but not Chinese punctuation in Chinese', () => {
    for (const text of ['新客：欢迎（第一封），“你好”', '好，“VIP” 客户', 'VIP 客户，你好'])
      expect(lookalikeIn(text)).toBeUndefined();
  });
});

describe('of a trigger, what is said is about the one that was meant', () => {
  test.each([
    ['{ date: birthday, days: "-7" }', ['trigger.days: this is a number']],
    ['{ event: custom, nmae: quiz }', ['there is no "nmae" here; did you mean "name"?']],
    ['{ event: order, wait: 1h }', ['trigger: "wait" does not go with what else is written here']],
    ['{ date: bithday }', ['did you mean "birthday"?']],
    ['cart', ['this is audience, or has keys of its own, such as trigger: { event: cart, wait: 1h }']],
    ['{ event: feedback, atMost: 3, atLeast: 7 }', ['trigger: atLeast is above atMost']],
    ['audiance', ['did you mean "audience"?']],
  ])('%s', (trigger, messages) => {
    const found = problemsOf(begunBy(trigger)).filter((message) => !message.includes('this is missing'));
    expect(found).toEqual(messages.map((message) => expect.stringContaining(message)));
  });

  test('and an unknown event is answered with all that there are', () => {
    const [message, ...others] = problemsOf(begunBy('{ event: abandoned, wait: 1h }'));
    expect(others).toEqual([]);
    for (const event of ['cart', 'order', 'wishlist', 'custom']) expect(message).toContain(event);
  });

  test('and of another entry, the words and the keys that it can have', () => {
    expect(problemsOf(`${named('X')}reenter: 90d\n`)).toEqual([
      '5 reenter: this is never, each, or has keys of its own, such as reenter: { after: 180d }',
    ]);
  });
});
