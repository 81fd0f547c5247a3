import type { Profile } from '../profile/profile.ts';

/** What nights decide by, and audiences with them: a profile without what only proves and dates its facts. */
export type NightlyProfile = Omit<Profile, 'consentEvidence' | 'foldedFrom' | 'latestFacts'>;
