import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useBuilderWords } from './use-builder-words.ts';

type CheckedMail = Answered<'GET /api/drafts/{campaign}'>['checked']['mails'][number];

/** What was found in a text, language by language: it can be published all the same. */
export function Checklist({ mails }: { readonly mails: readonly CheckedMail[] }) {
  const w = useBuilderWords();
  // What is missing altogether is marked where it would be written.
  const written = mails.filter(({ points }) => points.some(({ check }) => check !== 'languages'));
  if (written.length === 0) return null;
  const found = written.reduce((sum, { points }) => sum + countOf(points), 0);
  return (
    <ExpandableSection headerText={w.checklist.title(found)}>
      <ColumnLayout columns={2} variant="text-grid">
        {written.map(({ language, points }) => (
          <SpaceBetween key={language} size="xs">
            <Box variant="h3">{w.content.languages[language] ?? language}</Box>
            {points.map(({ check, problems }) =>
              problems.length === 0 ? (
                <StatusIndicator key={check} type="success">
                  {w.checklist.checks[check]}
                </StatusIndicator>
              ) : (
                <div key={check}>
                  <StatusIndicator type="warning">{w.checklist.checks[check]}</StatusIndicator>
                  <ul className="rk-found">
                    {problems.map((problem) => (
                      <li key={problem}>{problem}</li>
                    ))}
                  </ul>
                </div>
              ),
            )}
          </SpaceBetween>
        ))}
      </ColumnLayout>
    </ExpandableSection>
  );
}

const countOf = (points: CheckedMail['points']): number =>
  points.reduce((sum, { problems }) => sum + problems.length, 0);
