import { usePreferences } from '../app/preferences.tsx';
import { builderWords } from '../words/builder/words.ts';

/** What the builder says, in the reader's language. */
export const useBuilderWords = () => builderWords[usePreferences().language];
