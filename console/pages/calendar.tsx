import Badge from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { addDays, daysBetween, type PlainDate } from '../../shared/calendar.ts';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Empty } from '../parts/empty.tsx';
import { LinkTo } from '../parts/link-to.tsx';
import { Page } from '../parts/page.tsx';

type Planned = Answered<'GET /api/calendar'>;

/** What campaigns do on each day of the coming weeks, and where they meet. */
export default function Calendar() {
  const { words, language } = usePreferences();
  const w = words.calendar;
  const calendar = useAnswer('GET /api/calendar', { query: { lang: language } });
  const { data } = calendar;
  return (
    <Page title={w.title} description={data && w.description(data.from, data.to)}>
      <AnswerView answer={calendar}>
        {(planned) => (
          <SpaceBetween size="l">
            {planned.runs.length === 0 ? (
              <Empty title={w.none} help={w.noneHelp} />
            ) : (
              <SpaceBetween size="l">
                <Days planned={planned} />
                <Meetings meetings={planned.meetings} />
              </SpaceBetween>
            )}
            {planned.others.length > 0 && <Others others={planned.others} />}
          </SpaceBetween>
        )}
      </AnswerView>
    </Page>
  );
}

/** Weeks begin on Monday: how many days of the first one are over. */
const daysOver = (day: PlainDate): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;

function Days({ planned: { from, to, runs, meetings } }: { readonly planned: Planned }) {
  const { words, language } = usePreferences();
  const w = words.calendar;
  const named = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, place) => addDays(from, place));
  return (
    <ol className="rk-calendar" aria-label={w.title}>
      {Array.from({ length: daysOver(from) }, (_, over) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing but room
        <li key={over} className="rk-day-empty" aria-hidden="true" />
      ))}
      {days.map((day, place) => {
        const ofDay = runs.filter((run) => run.day === day);
        const meets = meetings.some((one) => one.day === day && !one.isExclusive);
        return (
          <li
            key={day}
            className={ofDay.length === 0 ? 'rk-day rk-day-empty' : meets ? 'rk-day rk-day-meets' : 'rk-day'}
          >
            <Box variant="small" color="text-body-secondary">
              <time dateTime={day}>{place === 0 ? w.today : named.format(Date.parse(day))}</time>
            </Box>
            {ofDay.map(({ campaign, name, time, step, what, isBroadcast }) => (
              <div key={`${campaign} ${step} ${isBroadcast}`} className="rk-run">
                <Box variant="small">{time}</Box> <LinkTo to={`/campaigns/${campaign}`}>{name}</LinkTo>{' '}
                <Box variant="small" color="text-body-secondary">
                  {w.step(step, what)}
                </Box>{' '}
                {isBroadcast && <Badge color="blue">{w.broadcast}</Badge>}
              </div>
            ))}
          </li>
        );
      })}
    </ol>
  );
}

function Meetings({ meetings }: Pick<Planned, 'meetings'>) {
  const { words } = usePreferences();
  const w = words.calendar;
  return (
    <Container
      header={
        <Header variant="h2" description={w.meetingsHelp}>
          {w.meetings}
        </Header>
      }
    >
      {meetings.length === 0 ? (
        <StatusIndicator type="success">{w.noMeetings}</StatusIndicator>
      ) : (
        <ul className="rk-plain">
          {pairsIn(meetings).map(({ names: [one = '', other = ''], isExclusive, days }) => (
            <li key={`${one} ${other}`}>
              <StatusIndicator type={isExclusive ? 'info' : 'warning'} />{' '}
              {(isExclusive ? w.meetExclusive : w.meet)(one, other)}
              <Box variant="small" color="text-body-secondary" display="block">
                {words.listed(days)}
              </Box>
            </li>
          ))}
        </ul>
      )}
    </Container>
  );
}

/** Each pair of campaigns once, with the days on which they meet; those whose customers may be in both come first. */
function pairsIn(meetings: Planned['meetings']) {
  const pairs = new Map<string, { names: readonly string[]; isExclusive: boolean; days: string[] }>();
  for (const { day, campaigns, isExclusive } of meetings) {
    const key = campaigns.map(({ campaign }) => campaign).join(' ');
    const pair = pairs.get(key) ?? { names: campaigns.map(({ name }) => name), isExclusive, days: [] };
    pair.days.push(day);
    pairs.set(key, pair);
  }
  return [...pairs.values()].sort((one, other) => Number(one.isExclusive) - Number(other.isExclusive));
}

function Others({ others }: Pick<Planned, 'others'>) {
  const w = usePreferences().words.calendar;
  return (
    <Container
      header={
        <Header variant="h2" description={w.othersHelp}>
          {w.others}
        </Header>
      }
    >
      <ul className="rk-plain">
        {others.map(({ campaign, name, trigger }) => (
          <li key={campaign}>
            <LinkTo to={`/campaigns/${campaign}`}>{name}</LinkTo>{' '}
            <Box variant="small" color="text-body-secondary">
              {trigger}
            </Box>
          </li>
        ))}
      </ul>
    </Container>
  );
}
