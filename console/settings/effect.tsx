import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { useFormats } from '../parts/formats.ts';
import { settingsWords } from '../words/settings/words.ts';
import { className, settingName } from './setting-words.ts';

type Effect = NonNullable<Answered<'POST /api/settings/effect'>['effect']>;
type Move = Effect['moves'][number];

/** How many customers would change class, from which to which; and what nobody can know before a night. */
export function SettingsEffect(written: { readonly base: string; readonly text: string }) {
  const { words, language } = usePreferences();
  const w = settingsWords[language];
  const answer = useAnswer('POST /api/settings/effect', { body: { ...written, lang: language } });
  return (
    <AnswerView answer={answer}>
      {({ effect, afterNight }) => (
        <SpaceBetween size="m">
          {effect === undefined ? <Box>{w.noSample}</Box> : <Moves effect={effect} />}
          {afterNight.length > 0 && (
            <Alert type="info" header={w.afterNight}>
              {w.afterNightText(words.listed(afterNight.map((path) => settingName(path, language))))}
            </Alert>
          )}
        </SpaceBetween>
      )}
    </AnswerView>
  );
}

function Moves({ effect }: { readonly effect: Effect }) {
  const { language } = usePreferences();
  const w = settingsWords[language];
  const { number } = useFormats();
  const { customers, sampled, night, changed, moves } = effect;
  const estimate = ({ count, low, high }: Effect['changed']) =>
    low === high ? number(count) : `${number(count)} (${w.between(number(low), number(high))})`;
  const nameOf = ({ kind }: Move, is: string | undefined, other: string | undefined) => {
    if (is !== undefined) return className(kind, is, language);
    return kind === 'trait' && other !== undefined ? w.without(className(kind, other, language)) : w.none;
  };
  return (
    <Table
      variant="embedded"
      wrapLines
      header={
        <Header
          variant="h2"
          counter={`(${estimate(changed)})`}
          description={
            sampled >= customers
              ? w.effectOf(number(customers), night)
              : w.effectBySample(number(sampled), number(customers), night)
          }
        >
          {w.effect}
        </Header>
      }
      empty={<Box textAlign="center">{w.nobody}</Box>}
      items={moves}
      columnDefinitions={[
        { id: 'kind', header: w.kind, cell: ({ kind }) => w.kinds[kind] },
        {
          id: 'from',
          header: w.from,
          isRowHeader: true,
          cell: (move) => nameOf(move, move.from, move.to),
        },
        { id: 'to', header: w.to, cell: (move) => nameOf(move, move.to, move.from) },
        { id: 'count', header: w.count, cell: (move) => estimate(move.customers) },
      ]}
    />
  );
}
