import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { useFormats } from '../parts/formats.ts';

const refreshMs = 60_000;

/** What I have called today, and what the others have. */
export function CallsToday() {
  const { words } = usePreferences();
  const w = words.calls;
  const { number } = useFormats();
  const today = useAnswer('GET /api/calls-today', {}, { refreshMs });
  return (
    <AnswerView answer={today}>
      {({ people, day }) => (
        <Container
          header={
            <Header variant="h2" description={day}>
              {w.today}
            </Header>
          }
        >
          {people.length === 0 ? (
            <Box color="text-body-secondary">{w.nobodyCalled}</Box>
          ) : (
            <ul className="rk-plain">
              {people.map(({ name, isMe, outcomes }) => {
                const shown = Object.entries(w.shortOutcomes).flatMap(([key, text]) => {
                  const count = outcomes.find(({ outcome }) => outcome === key)?.count ?? 0;
                  return count === 0 ? [] : [`${text} ${number(count)}`];
                });
                const all = outcomes.reduce((sum, { count }) => sum + count, 0);
                return (
                  <li key={name}>
                    <Box variant="strong">{isMe ? w.me : name}</Box> {w.calls(all, number(all))}
                    <Box variant="small" color="text-body-secondary" display="block">
                      {shown.join(' · ')}
                    </Box>
                  </li>
                );
              })}
            </ul>
          )}
        </Container>
      )}
    </AnswerView>
  );
}
