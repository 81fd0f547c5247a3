import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { type Currency, decimalsOf, inMinorUnits } from '../money.ts';
import { isRecord } from '../validation.ts';
import { type Settings, settingsSchema } from './settings.ts';

/** A tree of settings as a file has it. */
export type SettingsTree = { readonly [key: string]: unknown };

/** The settings that are amounts of money: whole units with the currency in a file, minor units where they are stored. */
const amountPaths = [
  ['tiers', 'silver'],
  ['tiers', 'gold'],
  ['tiers', 'platinum'],
  ['man', 'instalmentsFrom'],
] as const;

const sentence = 'this is an amount in whole units, such as 200 or 200.50 EUR, in the currency of the shop';

/** Settings as a person writes them: all of them, with amounts such as `200 GBP`. */
export function settingsForFile(settings: Settings): SettingsTree {
  const { currency } = settings;
  return changeAmounts(settings, (minor) =>
    typeof minor === 'number' ? `${minor / 10 ** decimalsOf(currency)} ${currency}` : minor,
  );
}

/**
 * All settings as a form asks for them: as in a file, but with amounts as plain numbers, so that another currency leaves
 * them as they are.
 */
export const settingsForForm = (settings: Settings): SettingsTree =>
  changeAmounts(settings, (minor) =>
    typeof minor === 'number' ? minor / 10 ** decimalsOf(settings.currency) : minor,
  );

/** True for a setting that is an amount of money. */
export const isAmount = (path: readonly string[]): boolean =>
  amountPaths.some((amount) => amount.join('.') === path.join('.'));

/** Puts what a file names over other settings. A list replaces the whole of another. */
export function mergeSettings(under: SettingsTree, over: SettingsTree): SettingsTree {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const below = under[key];
    merged[key] = isRecord(value) && isRecord(below) ? mergeSettings(below, value) : value;
  }
  return merged;
}

/**
 * Reads what a settings file says on top of the settings that a shop has; what it does not name stays.
 *
 * @returns the settings, or the issues of the file
 */
export function settingsFromFile(
  source: unknown,
  current: Settings,
): { readonly settings: Settings } | { readonly issues: readonly z.core.$ZodIssue[] } {
  const tree = isRecord(source) ? source : undefined;
  if (tree === undefined && source !== null && source !== undefined) {
    const parsed = settingsSchema.safeParse(source, { reportInput: true });
    return parsed.success ? { settings: parsed.data } : { issues: parsed.error.issues };
  }
  const named = z.looseObject({ currency: z.string().optional() }).safeParse(tree ?? {});
  const currency = (named.success ? named.data.currency : undefined) ?? current.currency;
  const issues: z.core.$ZodIssue[] = [];
  const inMinorUnits = changeAmounts(tree ?? {}, (value, path) => {
    const minor = minorUnitsOf(value, currency);
    if (minor !== undefined) return minor;
    issues.push({ code: 'custom', path: [...path], message: sentence, input: value });
    return value;
  });
  if (issues.length > 0) return { issues };
  const parsed = settingsSchema.safeParse(mergeSettings(current, inMinorUnits), { reportInput: true });
  return parsed.success ? { settings: parsed.data } : { issues: parsed.error.issues };
}

/** One setting that differs, by its path in a file. */
export interface SettingChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The settings that differ, each with what it was and what it becomes, as a file writes them. */
export function settingChanges(before: Settings, after: Settings): SettingChange[] {
  return differencesIn(settingsForFile(before), settingsForFile(after), []);
}

/** What a file's settings say at the path of a change; undefined for what they do not name. */
export function settingAt(tree: SettingsTree, path: string): unknown {
  let found: unknown = tree;
  for (const key of path.split('.'))
    found = isRecord(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}

/** A file's settings with one of them another; `undefined` leaves it out. */
export function withSetting(tree: SettingsTree, path: string, value: unknown): SettingsTree {
  const [key = '', ...rest] = path.split('.');
  const inner = tree[key];
  const after = rest.length === 0 ? value : withSetting(isRecord(inner) ? inner : {}, rest.join('.'), value);
  const { [key]: _, ...others } = tree;
  return after === undefined ? others : { ...others, [key]: after };
}

function differencesIn(before: SettingsTree, after: SettingsTree, path: readonly string[]): SettingChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap((key) => {
    const [was, is] = [before[key], after[key]];
    if (isDeepStrictEqual(was, is)) return [];
    const place = [...path, key];
    if (isRecord(was) && isRecord(is)) return differencesIn(was, is, place);
    return [{ path: place.join('.'), before: was, after: is }];
  });
}

/** A copy with each amount changed; what is not there stays away. */
function changeAmounts(
  settings: SettingsTree,
  change: (value: unknown, path: readonly [string, string]) => unknown,
): SettingsTree {
  const changed: Record<string, unknown> = { ...settings };
  for (const [group, name] of amountPaths) {
    const inner = changed[group];
    if (!isRecord(inner) || inner[name] === undefined) continue;
    changed[group] = { ...inner, [name]: change(inner[name], [group, name]) };
  }
  return changed;
}

const amountPattern = /^(\d+(?:\.\d+)?)\s*([A-Z]{3})?$/;

/** An amount such as 200 or `200.50 GBP` in minor units; undefined for anything else, and for another currency. */
function minorUnitsOf(value: unknown, currency: string): number | undefined {
  const [found, amount = '', named] = amountPattern.exec(String(value).trim()) ?? [];
  if (found === undefined || (named !== undefined && named !== currency)) return undefined;
  if (!Intl.supportedValuesOf('currency').includes(currency)) return undefined;
  return inMinorUnits(Number(amount), currency as Currency);
}
