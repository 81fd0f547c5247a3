import { expect, test } from 'vitest';
import { labelOf, valueLabel } from '../../console/form/labels.ts';
import { fieldOf, keysIn, resolve, type Schema } from '../../console/form/schema.ts';
import type { Path } from '../../console/form/yaml-text.ts';
import schema from '../../workflows/campaigns/campaign.schema.json' with { type: 'json' };

/** What a form of a schema shows: each key by its path, and each value that can be chosen. */
interface Shown {
  readonly path: Path;
  readonly value?: string;
}

const root: Schema = schema;

/** Everything within a schema. Groups that contain themselves are gone through once. */
function* shownBy(given: Schema, path: Path, within: readonly unknown[] = []): Generator<Shown> {
  if (within.includes(given['$ref'] ?? given)) return;
  const inner = [...within, given['$ref'] ?? given];
  const resolved = resolve(root, given);
  if (typeof resolved['const'] === 'string') yield { path, value: resolved['const'] };
  const field = fieldOf(root, given);
  if (field.kind === 'choice' || field.kind === 'choices')
    for (const value of field.options) yield { path, value };
  if (field.kind === 'list') yield* shownBy(field.item, path, inner);
  if (field.kind === 'forms') for (const form of field.forms) yield* shownBy(form, path, inner);
  if (field.kind === 'group')
    for (const { key, schema: one } of field.properties) {
      yield { path: [...path, key] };
      yield* shownBy(one, [...path, key], inner);
    }
}

// What is written alike in Chinese: abbreviations, and codes of letters.
const isAlike = (text: string) => /^(MAN|NPS|CSAT|SKU|Webhook|[mM\-?][aA\-?][nN\-?])$/.test(text);
const isChinese = (text: string) => /\p{Script=Han}/u.test(text) || isAlike(text);

test('every field of a campaign, and every value to choose from, has a name in Chinese', () => {
  const all = [...shownBy(root, [])];
  expect(all.length).toBeGreaterThan(300);
  const nameless = all.flatMap(({ path, value }) => {
    const name = value === undefined ? labelOf(path, 'zh') : valueLabel(path, value, 'zh');
    return isChinese(name) ? [] : [`${keysIn(path)}: ${name}`];
  });
  expect([...new Set(nameless)]).toEqual([]);
});

test('a condition is called on a campaign what it is called on an audience, in both languages', () => {
  expect(labelOf(['audience', 'daysSinceLeftCart'], 'en')).toBe('Time since a cart that was left');
  expect(labelOf(['audience', 'daysSinceLeftCart'], 'zh')).toBe('距加购后未下单');
  expect(valueLabel(['steps', 0, 'when', 'valueGroup'], 'important-keep', 'zh')).toBe('重要保持客户');
});
