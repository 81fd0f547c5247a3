import { describe, expect, test } from 'vitest';
import { whyNotInAudience } from '../../../shared/campaigns/audience.ts';
import { campaignSchema } from '../../../shared/campaigns/campaign.ts';
import { CampaignFileError, readCampaign } from '../../../shared/campaigns/read-campaign.ts';
import { AudienceFileError, createAudienceLibrary } from '../../../shared/campaigns/shared-audiences.ts';
import type { Language } from '../../../shared/language.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { today } from './campaigns.ts';
import { exampleAudienceFiles, exampleAudiences } from './examples.ts';
import { known } from './people.ts';

/** A library of audiences by name, each of which is written as its conditions. */
const libraryOf = (audiences: Readonly<Record<string, string>>, language: Language = 'en') =>
  createAudienceLibrary(
    new Map(
      Object.entries(audiences).map(([name, conditions]) => [
        name,
        { file: `${name}.yaml`, text: `name: ${name}\naudience: ${conditions}\n` },
      ]),
    ),
    language,
  );

const campaignFor = (audience: string, when = '{ tier: gold }') =>
  `name: Test\naudience: ${audience}\nsteps:\n  - after: 0d\n    when: ${when}\n    email: { template: hello }\n`;

/** The problems with a file, each as `line:column message`. */
function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof AudienceFileError || error instanceof CampaignFileError)) throw error;
    return error.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
  }
  return [];
}

const golden = { golden: '{ tier: gold }' };

describe('a shared audience', () => {
  const isIn = (written: string, audiences: Readonly<Record<string, string>>) => {
    const { campaign } = readCampaign(campaignFor(written), 'test.yaml', 'en', libraryOf(audiences));
    return whyNotInAudience(campaign.audience, known, defaultSettings, today) === undefined;
  };

  test.each([
    ['golden', golden, true],
    ['{ audience: golden, not: { audience: silver } }', { ...golden, silver: '{ tier: silver }' }, true],
    ['{ any: [{ audience: silver }, { orders: { atLeast: 9 } }] }', { silver: '{ tier: silver }' }, false],
    ['outer', { outer: '{ not: { audience: inner } }', inner: '{ audience: golden }', ...golden }, false],
    ['alias', { alias: 'golden', ...golden }, true],
  ])('can be named by a campaign and by others: %s', (written, audiences, expected) => {
    expect(isIn(written, audiences)).toBe(expected);
  });

  test('can be named by the guard of a step', () => {
    const { campaign } = readCampaign(campaignFor('{}', 'golden'), 'c.yaml', 'en', libraryOf(golden));
    expect(campaign.steps[0]?.when).toEqual({ audience: { name: 'golden', is: { tier: ['gold'] } } });
  });

  test('is frozen in what gets published, which says all by itself', () => {
    const audiences = { outer: '{ any: [{ audience: golden }] }', ...golden };
    const { campaign, source } = readCampaign(campaignFor('outer'), 'c.yaml', 'en', libraryOf(audiences));
    expect(source).toMatchObject({
      name: 'Test',
      audience: {
        audience: { name: 'outer', is: { any: [{ audience: { name: 'golden', is: { tier: 'gold' } } }] } },
      },
    });
    expect(campaignSchema.parse(source)).toEqual(campaign);
    expect(campaignSchema.parse(JSON.parse(JSON.stringify(source)))).toEqual(campaign);
    const changed = readCampaign(
      campaignFor('outer'),
      'c.yaml',
      'en',
      libraryOf({ ...audiences, golden: '{ tier: silver }' }),
    );
    expect(changed.source).not.toEqual(source);
  });

  test('is read once, and a mistake in one does not keep others from being used', () => {
    const library = libraryOf({ ...golden, broken: '{ teir: gold }' });
    expect(library.read('golden')).toBe(library.read('golden'));
    expect(() => library.read('broken')).toThrow(AudienceFileError);
    expect(library.names).toEqual(['broken', 'golden']);
  });
});

describe('a name', () => {
  test('that nobody has written is refused in its place, with the nearest', () => {
    expect(
      problemsOf(() => readCampaign(campaignFor('{ audience: goldne }'), 'c.yaml', 'en', libraryOf(golden))),
    ).toEqual(['2:23 audience.audience: "goldne" is none of golden; did you mean "golden"?']);
    expect(
      problemsOf(() =>
        readCampaign(campaignFor('{}', '{ any: [{ audience: glden }] }'), 'c.yaml', 'en', libraryOf(golden)),
      ),
    ).toEqual(['5:31 steps.1.when.any.1.audience: "glden" is none of golden; did you mean "golden"?']);
    expect(problemsOf(() => libraryOf({ outer: 'goldn', ...golden }).read('outer'))).toEqual([
      '2:11 audience: "goldn" is none of golden, outer; did you mean "golden"?',
    ]);
  });

  test('where no audience is shared yet is refused with what to do', () => {
    expect(problemsOf(() => readCampaign(campaignFor('golden'), 'c.yaml'))).toEqual([
      '2:11 audience: there is no shared audience yet; write this one as NAME.yaml in the folder audiences',
    ]);
  });
});

describe('audiences that contain each other', () => {
  test.each([
    ['itself', { a: '{ not: { audience: a } }' }, 'a', 'a → a'],
    ['two', { a: '{ audience: b }', b: '{ audience: a }' }, 'a', 'a → b → a'],
    [
      'three, from outside',
      { x: 'a', a: 'b', b: 'c', c: '{ any: [{ tier: gold }, { audience: a }] }' },
      'x',
      'a → b → c → a',
    ],
  ])('are refused with the circle: %s', (_, audiences, name, circle) => {
    const problems = problemsOf(() => libraryOf(audiences).read(name));
    expect(problems).toEqual([expect.stringContaining(`these audiences contain each other: ${circle}`)]);
  });

  test('are not those that two others both contain', () => {
    const audiences = {
      ...golden,
      a: 'golden',
      b: 'golden',
      both: '{ all: [{ audience: a }, { audience: b }] }',
    };
    expect(problemsOf(() => libraryOf(audiences).read('both'))).toEqual([]);
  });

  test('are refused in Chinese too', () => {
    expect(problemsOf(() => libraryOf({ a: 'a' }, 'zh').read('a'))).toEqual([
      '2:11 audience: 这些受众互相包含：a → a',
    ]);
  });
});

describe('an audience file', () => {
  test.each([
    ['no conditions', '{}', '2:11 audience: give at least one condition'],
    ['an empty part', '{ any: [{}] }', '2:19 audience.any.1: give at least one condition'],
    ['no parts', '{ all: [] }', '2:18 audience.all: give at least one condition'],
    [
      'several conditions under not',
      '{ not: { tier: gold, orders: { atLeast: 2 } } }',
      '2:18 audience.not: not takes one condition; for several, write not: { any: […] } or not: { all: […] }',
    ],
    [
      'a misspelt condition deep inside',
      '{ any: [{ not: { teir: gold } }] }',
      '2:28 audience.any.1.not: there is no "teir" here; did you mean "tier"?',
    ],
    [
      'a condition of a part in its place',
      '{ any: [{ include: [loyal] }] }',
      '2:21 audience.any.1: there is no "include" here; "include" belongs in audience.traits',
    ],
    [
      'a name in a list of conditions',
      '{ any: [golden] }',
      '2:19 audience.any.1: this has keys of its own, such as any: [{ tier: [gold] }, { audience: valuable }]',
    ],
  ])('with %s is refused with the place and what to do', (_, conditions, problem) => {
    expect(problemsOf(() => libraryOf({ a: conditions }).read('a'))).toEqual([problem]);
  });

  test('that is empty, or no YAML, is refused', () => {
    const library = createAudienceLibrary(
      new Map([
        ['empty', { file: 'empty.yaml', text: '' }],
        ['broken', { file: 'broken.yaml', text: 'name: [' }],
      ]),
    );
    expect(problemsOf(() => library.read('empty'))).toHaveLength(1);
    expect(problemsOf(() => library.read('broken'))).toHaveLength(1);
  });
});

describe('the example audiences', async () => {
  const files = await exampleAudienceFiles();

  test.each([...files.keys()])(
    '%s is valid, and refers to the schema that editors use for completion',
    async (name) => {
      expect((await exampleAudiences()).read(name).name).toBe(name);
      expect(files.get(name)?.text.split('\n')[0]).toBe(
        '# yaml-language-server: $schema=./audience.schema.json',
      );
    },
  );

  test('are several', () => {
    expect(files.size).toBeGreaterThan(1);
  });
});
