import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import type { SessionProblem } from '../api/login.ts';
import { usePreferences } from '../app/preferences.tsx';

/** Stands in the place of the console when nobody is signed in. */
export function SignInProblem({
  kind,
  onRetry,
}: {
  readonly kind: SessionProblem;
  readonly onRetry: () => void;
}) {
  const { words } = usePreferences();
  return (
    <Alert
      type={kind === 'signed-out' ? 'info' : 'error'}
      action={<Button onClick={onRetry}>{kind === 'offline' ? words.retry : words.signIn}</Button>}
    >
      {words.problems[kind]}
    </Alert>
  );
}
