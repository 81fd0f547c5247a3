import { mayUse } from '../../shared/console-api/rights.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Empty } from './empty.tsx';
import { LinkTo } from './link-to.tsx';

/** That no night has run, with the way to the page that runs one for whoever may. */
export function NoNight() {
  const { words } = usePreferences();
  const { data: session } = useAnswer('GET /api/session', {});
  const mayRun = mayUse('POST /api/nights', session?.roles ?? []);
  return (
    <Empty
      title={words.noNight}
      help={words.noNightHelp}
      action={mayRun && <LinkTo to="/nights">{words.nights.run}</LinkTo>}
    />
  );
}
