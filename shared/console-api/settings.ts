import * as z from 'zod';
import { plainDateSchema } from '../calendar.ts';
import { languages } from '../language.ts';
import type { ConsoleRoute } from './route.ts';

const lang = z.enum(languages).default('en').describe('The language of sentences.');
const text = z
  .string()
  .max(50_000)
  .describe('All settings as YAML, amounts in whole units; what is left out has its default.');
const written = z.strictObject({
  base: text.describe('All settings as whoever changes them has seen them.'),
  text,
  lang,
});
const tree = z.record(z.string(), z.unknown());

export const showSettings = {
  summary: 'Show the settings, their defaults, and what the form for them is drawn from',
  answer: z
    .strictObject({
      text,
      values: tree.describe('The same as a file has it, with amounts such as `200 EUR`.'),
      defaults: tree.describe('What a shop has that has set nothing but its currency.'),
      schema: tree.describe('JSON Schema of the text.'),
    })
    .meta({ id: 'ShopSettings' }),
} as const satisfies ConsoleRoute;

const changeSchema = z
  .strictObject({
    path: z
      .string()
      .max(100)
      .regex(/^[A-Za-z]+(\.[A-Za-z]+)*$/, 'a setting is named by its path, such as tiers.silver')
      .describe('Such as `tiers.silver`.'),
    before: z
      .unknown()
      .optional()
      .describe('As whoever changes it has seen it; absent where it was not set.'),
    after: z.unknown().optional().describe('Absent where it is no longer set.'),
  })
  .meta({ id: 'SettingChange' });

export const checkSettings = {
  summary: 'Check settings, and say what they change',
  body: written,
  changesNothing: true,
  answer: z
    .strictObject({
      problems: z.array(
        z.strictObject({
          path: z.array(z.union([z.string(), z.number()])).describe('Where it is in the settings.'),
          message: z.string(),
        }),
      ),
      changes: z
        .array(
          z.strictObject({
            ...changeSchema.shape,
            byDefault: z.unknown().optional().describe('Absent where there is no default.'),
          }),
        )
        .describe('Empty while there are problems.'),
      doubts: z.array(z.string()).describe('What is allowed, and seldom meant.'),
    })
    .meta({ id: 'CheckedSettings' }),
} as const satisfies ConsoleRoute;

/** A number of customers by the sample, with its interval. */
const estimateSchema = z
  .strictObject({
    count: z.int(),
    low: z.int().describe('The lower end of the 95% interval.'),
    high: z.int(),
  })
  .meta({ id: 'Estimate' });

export const countSettingsEffect = {
  summary: 'Count by the sample of the latest night whose classes settings would change',
  body: written,
  changesNothing: true,
  answer: z
    .strictObject({
      afterNight: z
        .array(z.string())
        .describe('Settings by which a night measures: what they do is known after the next one.'),
      effect: z
        .strictObject({
          night: plainDateSchema.describe('The night that drew the sample.'),
          customers: z.int().describe('All customers of the shop.'),
          sampled: z.int().describe('Those who were asked; all of them in a small shop, where it is exact.'),
          changed: estimateSchema,
          moves: z.array(
            z.strictObject({
              kind: z
                .enum(['lifecycle', 'tier', 'tier-later', 'type', 'trait'])
                .describe('`tier-later` goes when the days of grace are over.'),
              from: z.string().optional(),
              to: z.string().optional(),
              customers: estimateSchema,
            }),
          ),
        })
        .optional()
        .describe('Absent when no night has closed within the last days, or the settings have problems.'),
    })
    .meta({ id: 'SettingsEffect' }),
} as const satisfies ConsoleRoute;

/** Settings that may name a person or say where to reach one. */
const personal = ['postalAddress', 'email.from', 'email.replyTo', 'callbacks.escalateTo'];

/** True for such a setting, for a part of one, and for a group that has one. */
const mayNameSomebody = (path: string): boolean =>
  personal.some((one) => `${one}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${one}.`));

const changesBody = z.strictObject({ changes: z.array(changeSchema).min(1).max(300) });

export const changeSettings = {
  summary: 'Change settings, each on condition that it is still what it was',
  body: changesBody,
  audited: (body) =>
    Object.fromEntries(
      changesBody
        .parse(body)
        .changes.map(({ path, after }) => [path, mayNameSomebody(path) ? true : (after ?? null)]),
    ),
  answer: z.strictObject({
    changedByAnother: z
      .array(z.string())
      .describe('The settings that somebody else has changed meanwhile; nothing was saved if there are any.'),
  }),
} as const satisfies ConsoleRoute;
