import { stringify } from 'yaml';
import type { Answered, Asked } from '../../../shared/console-api/routes.ts';
import {
  changeSettings,
  doubtsInWords,
  proposeSettings,
} from '../../../shared/operations/change-settings.ts';
import { effectOfSettings, type SettingsEffect } from '../../../shared/operations/effect-of-settings.ts';
import { estimateOf } from '../../../shared/report/estimate.ts';
import { isMeasuredBy } from '../../../shared/scoring/other-thresholds.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { settingAt, settingsForFile, settingsForForm } from '../../../shared/settings/settings-file.ts';
import { settingsForm } from '../../../shared/settings/settings-form.ts';
import { store } from '../../toolkit/store.ts';
import type { Answers } from './answer.ts';

/** What answers the routes of the shop's settings. */
export const settingsAnswers = {
  'GET /api/settings': async () => {
    const settings = await store.settings.load();
    const { schema, defaults } = settingsForm(settings);
    return {
      text: stringify(settingsForForm(settings)),
      values: { ...settingsForFile(settings) },
      schema: { ...schema },
      defaults: { ...defaults },
    };
  },

  'POST /api/settings/check': async ({ body }) => {
    const { settings, problems, changes } = await proposeSettings(store, body, body.lang);
    const defaults = settings && settingsForFile({ ...defaultSettings, currency: settings.currency });
    return {
      problems: problems.map(({ path = [], message }) => ({ path: [...path], message })),
      changes: changes.map((change) => ({
        ...change,
        byDefault: defaults && settingAt(defaults, change.path),
      })),
      doubts: settings === undefined ? [] : [...(await doubtsInWords(store, settings, body.lang))],
    };
  },

  'POST /api/settings/effect': async ({ body }, { at }) => {
    const { settings, changes } = await proposeSettings(store, body, body.lang);
    const effect = settings && (await effectOfSettings(store, settings, at));
    const afterNight = changes.map(({ path }) => path).filter(isMeasuredBy);
    return { afterNight, ...(effect && { effect: answerOf(effect) }) };
  },

  'POST /api/settings': async ({ body: { changes } }) => ({
    changedByAnother: [...(await changeSettings(store, changes.map(withBoth)))],
  }),
} satisfies Partial<Answers>;

/** A value that is not set is not in JSON either. */
const withBoth = ({ path, before, after }: Asked<'POST /api/settings'>['body']['changes'][number]) => ({
  path,
  before,
  after,
});

function answerOf({
  moves,
  changed,
  ...effect
}: SettingsEffect): NonNullable<Answered<'POST /api/settings/effect'>['effect']> {
  const estimated = (did: number) => ({ ...estimateOf({ of: effect.sampled, did }, effect.customers) });
  return {
    ...effect,
    changed: estimated(changed),
    moves: moves.map(({ sampled, ...move }) => ({ ...move, customers: estimated(sampled) })),
  };
}
