import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useFormats } from '../parts/formats.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { useBuilderWords } from './use-builder-words.ts';

/** The campaigns that are being written; nothing while there are none. */
export function DraftList() {
  const { language } = usePreferences();
  const w = useBuilderWords().start;
  const { moment } = useFormats();
  const { data } = useAnswer('GET /api/drafts', { query: { lang: language } });
  if (data === undefined || data.drafts.length === 0) return null;
  return (
    <Container header={<Header variant="h2">{w.drafts}</Header>}>
      <ul>
        {data.drafts.map(({ id, name, savedAt, savedBy }) => (
          <li key={id}>
            <LinkTo to={`/campaigns/drafts/${id}`}>{name}</LinkTo> ({id}) ·{' '}
            {w.savedBy(moment(savedAt), savedBy)}
          </li>
        ))}
      </ul>
    </Container>
  );
}
