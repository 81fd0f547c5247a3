import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import type { Answered } from '../../shared/console-api/routes.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useFormats } from '../parts/formats.ts';

type Calls = Answered<'GET /api/calls/{taskId}'>['calls'];

/** How earlier calls of the same task went, the latest first. */
export function EarlierCalls({ calls }: { readonly calls: Calls }) {
  const w = usePreferences().words.calls;
  const { moment } = useFormats();
  if (calls.length === 0) return null;
  return (
    <Container header={<Header variant="h2">{w.earlier}</Header>}>
      <ol className="rk-plain">
        {calls.toReversed().map(({ at, by, outcome, note }) => (
          <li key={at}>
            <Box variant="strong">{w.outcomes[outcome]}</Box>
            <Box variant="small" color="text-body-secondary" display="block">
              {w.reportedBy(moment(at), by)}
            </Box>
            {note !== undefined && <p className="rk-lines">{note}</p>}
          </li>
        ))}
      </ol>
    </Container>
  );
}
