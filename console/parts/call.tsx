import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Answered } from '../../shared/console-api/routes.ts';
import type { Language } from '../../shared/language.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { EarlierCalls } from '../calls/earlier-calls.tsx';
import { AnswerView } from './answer-view.tsx';
import { CallOutcome } from './call-outcome.tsx';
import { Countdown } from './countdown.tsx';
import { useFormats } from './formats.ts';
import { LinkTo } from './link-to.tsx';
import { Problem } from './problem.tsx';
import { useKeys } from './use-keys.ts';

type Briefed = Answered<'GET /api/calls/{taskId}'>;

/** One customer to call: claim, what to know, what to say, and how it went. */
export function Call({ taskId, onNext }: { readonly taskId: string; onNext(): void }) {
  const { language } = usePreferences();
  const answer = useAnswer('GET /api/calls/{taskId}', {
    path: { taskId: taskId },
    query: { lang: language },
  });
  return <AnswerView answer={answer}>{(task) => <Briefing task={task} onNext={onNext} />}</AnswerView>;
}

function Briefing({ task, onNext }: { readonly task: Briefed; onNext(): void }) {
  const { words, language } = usePreferences();
  const { moment } = useFormats();
  const w = words.calls;
  const { data: session } = useAnswer('GET /api/session', {});
  const claim = useChange('POST /api/calls/{taskId}/claim');
  const release = useChange('POST /api/calls/{taskId}/release');
  const { customer, briefing, progress, taskId, customerId, attempt, attempts } = task;
  const path = { taskId };
  const isOpen = progress.state === 'open';
  const isMine = progress.state === 'claimed' && progress.by === session?.name;
  const refused = claim.data?.refused;
  useKeys({ c: () => isOpen && claim.mutate({ path }) });
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            description={w.attempt(attempt, attempts)}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                {isOpen && customer.notToBeCalled === undefined && (
                  <Button variant="primary" loading={claim.isPending} onClick={() => claim.mutate({ path })}>
                    {w.claim}
                  </Button>
                )}
                {isMine && (
                  <Button loading={release.isPending} onClick={() => release.mutate({ path })}>
                    {w.release}
                  </Button>
                )}
                <Button onClick={onNext}>{w.next}</Button>
              </SpaceBetween>
            }
          >
            {customer.name ?? customerId}
          </Header>
        }
      >
        <SpaceBetween size="s">
          {claim.error !== null && <Problem error={claim.error} />}
          {refused !== undefined && <Alert type="warning">{w.refusals[refused.reason]}</Alert>}
          {customer.notToBeCalled !== undefined && <Alert type="warning">{w.notToBeCalled}</Alert>}
          {customer.callFrom !== undefined && (
            <Alert type="info">{w.callFrom(moment(customer.callFrom))}</Alert>
          )}
          {customer.phone !== undefined && (
            <Box fontSize="heading-xl">
              <a href={`tel:${customer.phone.replace(/[^\d+]/g, '')}`}>{customer.phone}</a>
            </Box>
          )}
          {customer.locale !== undefined && (
            <Box color="text-body-secondary">
              {words.labelled(w.speaks, spoken(customer.locale, language))}
            </Box>
          )}
          {progress.state === 'claimed' && (
            <Box color="text-body-secondary">
              {isMine ? <Countdown until={progress.until} /> : w.claimedBy(progress.by)}
            </Box>
          )}
          <LinkTo to={`/customers/${encodeURIComponent(customerId)}`}>{words.customers.timeline}</LinkTo>
        </SpaceBetween>
      </Container>
      {isMine && <CallOutcome taskId={taskId} name={customer.name ?? customerId} onDone={onNext} />}
      <EarlierCalls calls={task.calls} />
      {briefing !== undefined && <ToKnow briefing={briefing} />}
    </SpaceBetween>
  );
}

/** A locale by the name of its language: `中文（中国）`. */
const spoken = (locale: string, language: Language): string =>
  new Intl.DisplayNames(language, { type: 'language' }).of(locale) ?? locale;

function ToKnow({ briefing }: { readonly briefing: NonNullable<Briefed['briefing']> }) {
  const { words } = usePreferences();
  const w = words.calls;
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [w.who, [briefing.who]],
    [w.whyNow, briefing.whyNow],
    [w.offer, [briefing.offer]],
    [w.script, briefing.script === undefined ? [] : [briefing.script]],
    [w.lastOrders, briefing.lastOrders],
  ];
  return (
    <Container>
      <dl style={{ margin: 0 }}>
        {parts
          .filter(([, lines]) => lines.length > 0)
          .map(([name, lines]) => (
            <div key={name} style={{ paddingBottom: '0.75rem' }}>
              <dt>
                <Box variant="h3">{name}</Box>
              </dt>
              {lines.map((line) => (
                <dd key={line} className="rk-lines" style={{ margin: 0 }}>
                  {line}
                </dd>
              ))}
            </div>
          ))}
      </dl>
    </Container>
  );
}
