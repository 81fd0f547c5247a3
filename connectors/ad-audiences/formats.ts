import { google } from './google.ts';
import type { AdAudienceFormat } from './identifiers.ts';
import { meta } from './meta.ts';

/** The advertising networks that take audiences as files. A new one is a file here and a line. */
export const adNetworks = ['meta', 'google'] as const;
export type AdNetwork = (typeof adNetworks)[number];

/** The file of each network. */
export const adAudienceFormats: Readonly<Record<AdNetwork, AdAudienceFormat>> = { meta, google };
