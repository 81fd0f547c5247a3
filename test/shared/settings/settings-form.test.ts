import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { labelOf } from '../../../console/form/labels.ts';
import { settingNames } from '../../../console/words/form/settings/words.ts';
import { isLanguage, languages } from '../../../shared/language.ts';
import { readSettings } from '../../../shared/operations/read-settings.ts';
import { defaultSettings, settingsSchema } from '../../../shared/settings/settings.ts';
import { settingsForForm } from '../../../shared/settings/settings-file.ts';
import { settingsForm } from '../../../shared/settings/settings-form.ts';
import { isRecord } from '../../../shared/validation.ts';

const inYen = settingsSchema.parse({
  currency: 'JPY',
  tiers: { silver: 3000, gold: 60_000, platinum: 200_000 },
});

/** The path of everything that a form of this schema asks for. */
function pathsIn(schema: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (!isRecord(schema)) return [];
  const { properties, items, anyOf } = schema;
  const own = isRecord(properties) ? Object.entries(properties) : [];
  return [
    ...own.flatMap(([key, inner]) => [[...path, key], ...pathsIn(inner, [...path, key])]),
    ...pathsIn(items, path),
    ...(Array.isArray(anyOf) ? anyOf.flatMap((form) => pathsIn(form, path)) : []),
  ];
}

describe('the form of the settings', () => {
  test('asks for every setting that has a default, and shows the default', () => {
    const { schema, defaults } = settingsForm(defaultSettings);
    expect(schema).toMatchObject({
      required: expect.arrayContaining(['shopName', 'tiers', 'limits']),
      properties: { tiers: { required: ['silver', 'gold', 'platinum', 'graceDays'] } },
    });
    expect(defaults).toMatchObject({ tiers: { silver: '200 EUR' }, currency: 'EUR' });
    expect(Object.keys(defaults)).not.toContain('postalAddress');
  });

  test('has amounts in whole units of the shop’s currency, so that another currency leaves the numbers', () => {
    expect(settingsForForm(inYen)).toMatchObject({ tiers: { silver: 3000 } });
    expect(settingsForForm(defaultSettings)).toMatchObject({ tiers: { silver: 200 } });
    const text = stringify({ ...settingsForForm(defaultSettings), currency: 'JPY' });
    expect(readSettings(text, 'settings', defaultSettings, 'en').tiers.silver).toBe(200);
  });

  test('says nothing that the rules of a file do not take', () => {
    for (const settings of [defaultSettings, inYen])
      expect(readSettings(stringify(settingsForForm(settings)), 'settings', defaultSettings, 'en')).toEqual(
        settings,
      );
    expect(parse(stringify(settingsForForm(inYen)))).toEqual(settingsForForm(inYen));
  });

  test.each(languages)('has a name in %s for everything that it asks for', (language) => {
    const nameless = pathsIn(settingsForm(defaultSettings).schema)
      .filter((path) => !isLanguage(path.at(-1) ?? ''))
      .filter((path) => {
        const name = labelOf(path, language, settingNames[language]);
        return language === 'zh' ? !/\p{Script=Han}|SKU/u.test(name) : /[a-z][A-Z]/.test(name) || name === '';
      });
    expect(nameless.map((path) => path.join('.'))).toEqual([]);
  });
});
