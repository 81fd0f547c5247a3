import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { NightChoice } from '../parts/night-choice.tsx';
import { NoNight } from '../parts/no-night.tsx';
import { Page } from '../parts/page.tsx';
import { Sections } from '../parts/section-view.tsx';
import { useParameters } from '../parts/use-parameters.ts';

type Population = Answered<'GET /api/nights/{night}/population'>;

/** Who the customers were in a night, perhaps compared with another; which nights and which chapter is in the address. */
export default function PopulationPage() {
  const { words, language } = usePreferences();
  const [parameters, put] = useParameters();
  const [night, compare] = [parameters.get('night') ?? '', parameters.get('compare') ?? ''];
  const set = (name: string, value: string) => put(name, value || undefined);
  const answer = useAnswer('GET /api/nights/{night}/population', {
    path: { night: night === '' ? 'latest' : night },
    query: { lang: language, ...(compare !== '' && { compare }) },
  });
  const { title, description } = words.population;
  if (answer.error?.kind === 'not-found' && night === '' && compare === '')
    return (
      <Page title={title}>
        <NoNight />
      </Page>
    );
  return (
    <Page title={title} description={answer.data ? words.asOf(answer.data.night) : description}>
      <SpaceBetween size="l">
        <NightChoice night={night} compare={compare} shown={answer.data} onChoose={set} />
        <AnswerView answer={answer}>
          {(population) => (
            <Chapters
              population={population}
              chosen={parameters.get('part')}
              onChoose={(id) => set('part', id)}
            />
          )}
        </AnswerView>
      </SpaceBetween>
    </Page>
  );
}

function Chapters({
  population: { figures, chapters },
  chosen,
  onChoose,
}: {
  readonly population: Population;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}) {
  const { words } = usePreferences();
  const open = chapters.find(({ id }) => id === chosen) ?? chapters[0];
  return (
    <SpaceBetween size="l">
      <Sections sections={[figures]} />
      <Tabs
        ariaLabel={words.population.title}
        {...(open && { activeTabId: open.id })}
        onChange={({ detail }) => onChoose(detail.activeTabId)}
        tabs={chapters.map(({ id, title, sections }) => ({
          id,
          label: title,
          content: <Sections sections={sections} />,
        }))}
      />
    </SpaceBetween>
  );
}
