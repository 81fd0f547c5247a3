import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { ApiError } from '../api/client.ts';
import { pageSession } from '../api/session.ts';
import { usePreferences } from '../app/preferences.tsx';

/** An error in a plain sentence, with what support needs to find it, and what to do. */
export function Problem({ error, onRetry }: { readonly error: ApiError; readonly onRetry?: () => void }) {
  const { words, language } = usePreferences();
  const sentence =
    Object.entries(words.problems).find(([kind]) => kind === error.kind)?.[1] ?? words.problems.internal;
  const isOurs = error.status === 0 || error.status >= 500;
  const action =
    error.status === 401 ? (
      <Button onClick={() => void pageSession.signIn(language)}>{words.signIn}</Button>
    ) : isOurs && onRetry !== undefined ? (
      <Button onClick={onRetry}>{words.retry}</Button>
    ) : undefined;
  return (
    <Alert type={error.kind === 'forbidden' ? 'warning' : 'error'} action={action}>
      {sentence}
      {error.requestId !== undefined && (
        <Box variant="small" color="text-body-secondary">
          {words.requestId(error.requestId)}
        </Box>
      )}
    </Alert>
  );
}
