import Box from '@cloudscape-design/components/box';
import Spinner from '@cloudscape-design/components/spinner';
import { usePreferences } from '../app/preferences.tsx';

/** What stands where something is about to be. */
export function Loading() {
  const { words } = usePreferences();
  return (
    <Box textAlign="center" padding="xxl" color="text-body-secondary">
      <Spinner /> <span role="status">{words.loading}</span>
    </Box>
  );
}
