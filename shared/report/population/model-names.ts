import type { ModelKind } from '../../scoring/models/model.ts';

/** What each kind of model is called in the literature, in every language. */
export const modelNames: Readonly<Record<ModelKind, string>> = {
  'bg-nbd': 'BG/NBD',
  'mbg-nbd': 'MBG/NBD',
  'mbg-cnbd-2': 'MBG/CNBD-2',
  'mbg-cnbd-3': 'MBG/CNBD-3',
  'mbg-cnbd-4': 'MBG/CNBD-4',
  'mbg-cnbd-5': 'MBG/CNBD-5',
  'mbg-cnbd-6': 'MBG/CNBD-6',
};
