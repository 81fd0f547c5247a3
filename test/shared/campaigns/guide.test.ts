import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writtenAudienceOrNameSchema } from '../../../shared/campaigns/audience-schema.ts';
import { conditionNames, conditions } from '../../../shared/campaigns/conditions/conditions.ts';

const guide = readFileSync('docs/audiences.md', 'utf8');

describe('the guide to audiences', () => {
  test.each(conditionNames)('has %s with an example, as the definition describes it', (name) => {
    const { example, description } = conditions[name];
    expect(guide).toContain(`\n| \`${name}: ${example}\` | ${description} |\n`);
  });

  test('has no condition that does not exist', () => {
    const listed = [...guide.matchAll(/^\| `(\w+): /gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...conditionNames].sort());
  });

  const blocks = [...guide.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  test.each(blocks)('has examples that are valid: %s', (block) => {
    const { audience } = parse(block) as { readonly audience: unknown };
    expect(writtenAudienceOrNameSchema.safeParse(audience).error).toBeUndefined();
  });

  test('has examples at all', () => {
    expect(blocks.length).toBeGreaterThan(2);
  });
});
