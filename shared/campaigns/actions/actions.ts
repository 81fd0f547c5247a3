import type * as z from 'zod';
import type { Delivery } from '../../deliveries/delivery.ts';
import type { Reachable } from '../../deliveries/reachability.ts';
import type { SkipReason } from '../../deliveries/skip-reason.ts';
import type { Settings } from '../../settings/settings.ts';
import type { ActionDefinition, StepTemplate, StepTools } from './action.ts';
import { callback } from './callback.ts';
import { coupon } from './coupon.ts';
import { email } from './email.ts';
import { points } from './points.ts';
import { tag } from './tag.ts';
import { webhook } from './webhook.ts';

/** Every action that a step can have, by its key in a campaign file. A new one is a file here and a line. */
const definitions = { email, coupon, callback, points, tag, webhook };

/** The key of an action in a campaign file. */
export type ActionType = keyof typeof definitions;

type Contents = { readonly [T in ActionType]: z.output<(typeof definitions)[T]['schema']> };

/** What one step does, as written in its campaign file. */
export type Action<T extends ActionType = ActionType> = {
  [K in T]: { readonly type: K } & Contents[K];
}[T];

/** The definition of each action. */
export const actions: { readonly [T in ActionType]: ActionDefinition<Contents[T]> } = definitions;

/** The keys of all actions, in the order of messages and of the schema. */
export const actionTypes = Object.keys(definitions).filter((word): word is ActionType => word in definitions);

/** The templates that an action needs. */
export const templatesOf = <T extends ActionType>(action: Action<T>): readonly StepTemplate[] =>
  actions[action.type].templates(action);

/** Why an action cannot be carried out for a customer; undefined when it can. */
export const whyNotReachable = <T extends ActionType>(
  action: Action<T>,
  profile: Reachable,
  settings: Settings,
): SkipReason | undefined => actions[action.type].whyNotReachable(profile, settings);

/** Carries out an action for one customer and returns the resulting delivery. */
export const performAction = <T extends ActionType>(action: Action<T>, tools: StepTools): Promise<Delivery> =>
  actions[action.type].perform(action, tools);
