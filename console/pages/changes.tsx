import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import type { Answered } from '../../shared/console-api/routes.ts';
import { nameOf } from '../../shared/words/name-of.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFormats } from '../parts/formats.ts';
import { Page } from '../parts/page.tsx';

type Change = Answered<'GET /api/changes'>['changes'][number];

/** Who changed what this month. */
export default function Changes() {
  const { words } = usePreferences();
  const w = words.changes;
  const answer = useAnswer('GET /api/changes', { query: {} });
  return (
    <Page title={w.title} description={w.description}>
      <AnswerView answer={answer}>{({ changes }) => <ChangeTable changes={changes} />}</AnswerView>
    </Page>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly Change[] }) {
  const { words } = usePreferences();
  const { moment } = useFormats();
  const w = words.changes;
  return (
    <Table
      wrapLines
      header={<Header counter={`(${changes.length})`}>{w.title}</Header>}
      items={changes}
      trackBy="requestId"
      empty={<Empty title={w.none} help={w.noneHelp} />}
      columnDefinitions={[
        { id: 'at', header: w.at, cell: ({ at }) => moment(at) },
        { id: 'by', header: w.by, cell: ({ by }) => by.name, isRowHeader: true },
        { id: 'what', header: w.what, cell: ({ change }) => nameOf(w.done, change) },
        { id: 'on', header: w.on, cell: ({ on = '–' }) => on },
        { id: 'fields', header: w.fields, cell: ({ fields }) => fieldsIn(fields) },
      ]}
    />
  );
}

/** Names alone where the log keeps no value. */
const fieldsIn = (fields: Change['fields']): string =>
  Object.entries(fields)
    .map(([name, value]) => (value === true ? name : `${name}: ${JSON.stringify(value)}`))
    .join(', ');
