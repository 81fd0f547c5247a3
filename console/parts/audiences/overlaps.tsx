import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Table from '@cloudscape-design/components/table';
import { useAnswer } from '../../api/use-answer.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { AnswerView } from '../answer-view.tsx';
import { Empty } from '../empty.tsx';
import { useFormats } from '../formats.ts';
import { LinkTo } from '../link-to.tsx';

/** How many of an audience are in each named audience as well. */
export function Overlaps({ text, name }: { readonly text: string; readonly name: string | null }) {
  const { words, language } = usePreferences();
  const w = words.audiences.overlaps;
  const { number } = useFormats();
  const answer = useAnswer('POST /api/audiences/overlaps', { body: { text, lang: language } });
  const said = ({
    count,
    low,
    high,
  }: {
    readonly count: number;
    readonly low: number;
    readonly high: number;
  }) =>
    low === high
      ? number(count)
      : `${words.audiences.about(number(count))} (${words.audiences.between(number(low), number(high))})`;
  return (
    <AnswerView answer={answer}>
      {({ overlaps }) => {
        const others = overlaps.filter((one) => one.name !== name);
        return others.length === 0 ? (
          <Container header={<Header variant="h2">{w.title}</Header>}>
            <Empty title={w.none} help={w.noneHelp} />
          </Container>
        ) : (
          <Table
            wrapLines
            header={
              <Header variant="h2" description={w.help}>
                {w.title}
              </Header>
            }
            items={others}
            trackBy="name"
            columnDefinitions={[
              {
                id: 'name',
                header: words.audiences.name,
                isRowHeader: true,
                minWidth: 110,
                cell: (one) => <LinkTo to={`/audiences/edit?name=${one.name}`}>{one.title}</LinkTo>,
              },
              {
                id: 'both',
                header: w.both,
                minWidth: 100,
                cell: ({ both, share }) => (
                  <>
                    {said(both)}
                    <Box variant="small" color="text-body-secondary" display="block">
                      {w.share(`${Math.round(100 * share)}%`)}
                    </Box>
                  </>
                ),
              },
              { id: 'theirs', header: w.theirs, minWidth: 100, cell: ({ theirs }) => said(theirs) },
            ]}
          />
        );
      }}
    </AnswerView>
  );
}
