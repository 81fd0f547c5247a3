import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Empty } from '../parts/empty.tsx';
import { useFormats } from '../parts/formats.ts';
import { deliverabilityWords } from '../words/deliverability/words.ts';

type Setup = Answered<'GET /api/deliverability/setup'>;

/** How much SES lets the shop send, and whether its domain is set up as providers want it. */
export function SendingSetup() {
  const { language } = usePreferences();
  const w = deliverabilityWords[language];
  const answer = useAnswer('GET /api/deliverability/setup', {});
  return (
    <AnswerView answer={answer}>
      {(setup) =>
        setup.hasSes ? (
          <SpaceBetween size="l">
            <Container header={<Header variant="h2">{w.quota}</Header>}>
              {setup.account === undefined ? (
                <StatusIndicator type="warning">{w.noAnswer}</StatusIndicator>
              ) : (
                <Account account={setup.account} />
              )}
            </Container>
            <Container
              header={
                <Header variant="h2" description={`${w.sender}: ${setup.sender}`}>
                  {w.domain}
                </Header>
              }
            >
              <Domain setup={setup} />
            </Container>
          </SpaceBetween>
        ) : (
          <Empty title={w.noSes} help={w.noSesHelp} />
        )
      }
    </AnswerView>
  );
}

function Account({ account }: { readonly account: NonNullable<Setup['account']> }) {
  const { language } = usePreferences();
  const w = deliverabilityWords[language];
  const { number } = useFormats();
  const { isSandbox, isSending, enforcement, dailyQuota, sentLastDay, perSecond } = account;
  const used = number(sentLastDay);
  return (
    <KeyValuePairs
      columns={3}
      items={[
        {
          label: w.state,
          value: !isSending ? (
            <StatusIndicator type="error">{w.paused}</StatusIndicator>
          ) : isSandbox ? (
            <StatusIndicator type="warning">{w.sandbox}</StatusIndicator>
          ) : (
            <StatusIndicator type={enforcement === 'HEALTHY' ? 'success' : 'error'}>
              {knownIn(w.enforcement, enforcement)}
            </StatusIndicator>
          ),
        },
        {
          label: w.dailyQuota,
          value: dailyQuota === undefined ? w.noQuota(used) : w.usedOf(used, number(dailyQuota)),
        },
        { label: w.perSecond, value: number(perSecond) },
      ]}
    />
  );
}

function Domain({ setup: { identity, isIdentityUnknown, dmarc } }: { readonly setup: Setup }) {
  const { language } = usePreferences();
  const w = deliverabilityWords[language];
  const unasked = (
    <StatusIndicator type={isIdentityUnknown ? 'error' : 'warning'}>
      {isIdentityUnknown ? w.identityUnknown : w.noAnswer}
    </StatusIndicator>
  );
  return (
    <KeyValuePairs
      columns={2}
      items={[
        {
          label: w.identity,
          value:
            identity === undefined ? (
              unasked
            ) : (
              <StatusIndicator type={identity.isVerified ? 'success' : 'error'}>
                {identity.name}: {identity.isVerified ? w.verified : w.notVerified}
              </StatusIndicator>
            ),
        },
        {
          label: w.dkim,
          value:
            identity === undefined ? (
              '–'
            ) : (
              <StatusIndicator type={lookOf(identity.dkim)}>
                {knownIn(w.dkimStates, identity.dkim)}
              </StatusIndicator>
            ),
        },
        {
          label: w.spf,
          value:
            identity === undefined ? (
              '–'
            ) : identity.mailFrom === undefined ? (
              <StatusIndicator type="info">{w.spfNone}</StatusIndicator>
            ) : (
              <StatusIndicator type={lookOf(identity.mailFrom.state)}>
                {w.mailFrom(identity.mailFrom.domain)}: {knownIn(w.mailFromStates, identity.mailFrom.state)}
              </StatusIndicator>
            ),
        },
        { label: w.dmarc, value: <Dmarc dmarc={dmarc} /> },
      ]}
    />
  );
}

function Dmarc({ dmarc }: { readonly dmarc: Setup['dmarc'] }) {
  const { language } = usePreferences();
  const w = deliverabilityWords[language];
  if (dmarc === undefined || (!dmarc.found && dmarc.why === 'unanswered'))
    return <StatusIndicator type="warning">{w.dmarcUnanswered}</StatusIndicator>;
  if (!dmarc.found) return <StatusIndicator type="error">{w.dmarcMissing}</StatusIndicator>;
  const policy = Object.entries(w.dmarcPolicies).find(([name]) => name === dmarc.policy)?.[1];
  return (
    <>
      <StatusIndicator type={policy === undefined ? 'warning' : 'success'}>
        {policy ?? w.dmarcOther}
      </StatusIndicator>
      <Box variant="small" display="block">
        <code>{dmarc.record}</code> {w.recordOf(dmarc.at)}
      </Box>
    </>
  );
}

const lookOf = (state: string): StatusIndicatorProps.Type =>
  state === 'SUCCESS' ? 'success' : state === 'FAILED' ? 'error' : 'warning';

/** SES may answer with a word that nobody here knows yet. */
const knownIn = (words: Readonly<Record<string, string>>, state: string): string => words[state] ?? state;
