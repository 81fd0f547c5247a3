import { useEffect, useState } from 'react';
import { usePreferences } from '../app/preferences.tsx';

/** How much longer a claim lasts. */
export function Countdown({ until }: { readonly until: string }) {
  const { words } = usePreferences();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.ceil((Date.parse(until) - now) / 60_000);
  return <span role="timer">{minutes > 0 ? words.calls.left(minutes) : words.calls.ranOut}</span>;
}
