import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Answered } from '../../shared/console-api/routes.ts';
import { usePreferences } from '../app/preferences.tsx';
import { LinkTo } from './link-to.tsx';
import { toneStatus } from './tone-status.ts';
import { useParameters } from './use-parameters.ts';

/** As many as one sees at once. */
const shownAtFirst = 6;

/** What needs attention, most urgent first, each with the way to where something can be done. */
export function Findings({ findings }: Answered<'GET /api/findings'>) {
  const { words } = usePreferences();
  const w = words.home;
  const [parameters, put] = useParameters();
  const isWhole = parameters.get('findings') === 'all';
  const hidden = isWhole ? 0 : Math.max(0, findings.length - shownAtFirst);
  return (
    <Container
      header={
        <Header variant="h2" {...(findings.length > 0 && { counter: `(${findings.length})` })}>
          {w.attention}
        </Header>
      }
    >
      {findings.length === 0 ? (
        <StatusIndicator type="success">{w.nothing}</StatusIndicator>
      ) : (
        <ol className="rk-findings">
          {findings.slice(0, findings.length - hidden).map(({ name, tone, sentence, link }) => (
            <li key={`${name} ${sentence}`}>
              <StatusIndicator type={toneStatus[tone]} iconAriaLabel={w.tones[tone]} />
              <div>
                <div>{sentence}</div>
                {link !== undefined && <LinkTo to={link.to}>{link.text}</LinkTo>}
              </div>
            </li>
          ))}
        </ol>
      )}
      {hidden > 0 && <Button onClick={() => put('findings', 'all')}>{w.showAll(hidden)}</Button>}
    </Container>
  );
}
