import Box from '@cloudscape-design/components/box';
import { type ReactNode, useEffect, useState } from 'react';
import { type SessionProblem, sessionProblemOf } from '../api/login.ts';
import { hearSignOut, pageSession } from '../api/session.ts';
import { Loading } from '../parts/loading.tsx';
import { SignInProblem } from '../parts/sign-in-problem.tsx';
import { usePreferences } from './preferences.tsx';

/** Shows the console to whoever is signed in, and brings everybody else to the login. */
export function SignedIn({ children }: { readonly children: ReactNode }) {
  const { language, words } = usePreferences();
  const [state, setState] = useState<'opening' | 'leaving' | 'open' | SessionProblem>('opening');
  useEffect(() => {
    if (state !== 'opening') return;
    pageSession.open(language).then(setState, (error: unknown) => setState(sessionProblemOf(error)));
  }, [state, language]);
  useEffect(() => hearSignOut(() => setState('signed-out')), []);

  if (state === 'open') return children;
  return (
    <main className="rk-threshold">
      <Box variant="h1" padding={{ bottom: 'm' }}>
        {words.product}
      </Box>
      {state === 'opening' || state === 'leaving' ? (
        <Loading />
      ) : (
        <SignInProblem kind={state} onRetry={() => setState('opening')} />
      )}
    </main>
  );
}
