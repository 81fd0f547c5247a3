import * as z from 'zod';
import { isRecord } from '../validation.ts';
import { defaultSettings, type Settings, settingsSchema } from './settings.ts';
import { isAmount, type SettingsTree, settingsForFile, settingsForForm } from './settings-file.ts';

/** What the form of the settings is drawn from. */
export interface SettingsForm {
  /** JSON Schema. What has a default is always there, so it is required; what has none can be added and removed. */
  readonly schema: SettingsTree;
  /** What a shop has that has set nothing but its currency, as a file has it. */
  readonly defaults: SettingsTree;
}

/** The form of the settings in a currency: what `settings set` reads, with amounts in whole units. */
export function settingsForm({ currency }: Pick<Settings, 'currency'>): SettingsForm {
  const unset = { ...defaultSettings, currency };
  // Rules that only code can check are the server's; the form shows what they say.
  const schema = z.toJSONSchema(settingsSchema, { io: 'input', unrepresentable: 'any' });
  return {
    schema: isRecord(schema) ? withDefaults(schema, settingsForForm(unset), []) : {},
    defaults: { ...settingsForFile(unset), currency: defaultSettings.currency },
  };
}

function withDefaults(schema: SettingsTree, defaults: SettingsTree, path: readonly string[]): SettingsTree {
  const properties = isRecord(schema['properties']) ? schema['properties'] : {};
  const own = Object.entries(properties).map(([key, given]) => {
    const value = defaults[key];
    const place = [...path, key];
    if (value === undefined || !isRecord(given)) return [key, given] as const;
    if (isAmount(place)) return [key, { type: 'number', minimum: 0, default: value }] as const;
    const inner =
      isRecord(value) && isRecord(given['properties']) ? withDefaults(given, value, place) : given;
    return [key, { ...inner, default: value }] as const;
  });
  return { ...schema, properties: Object.fromEntries(own), required: Object.keys(defaults) };
}
