import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Sent } from '../../shared/console-api/routes.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Problem } from '../parts/problem.tsx';
import { useBuilderWords } from './use-builder-words.ts';

type TestSent = Sent<'POST /api/drafts/{campaign}/test'>;

/** Sends what the preview shows to a mailbox, by default that of whoever is signed in. */
export function TestMail({
  campaign,
  mail,
}: {
  readonly campaign: TestSent['path']['campaign'];
  readonly mail: Omit<TestSent['body'], 'to' | 'lang'>;
}) {
  const { language: lang } = usePreferences();
  const w = useBuilderWords();
  const { data: session } = useAnswer('GET /api/session', {});
  const own = session?.name.includes('@') ? session.name : '';
  const [typed, setTyped] = useState<string | undefined>();
  const send = useChange('POST /api/drafts/{campaign}/test');
  const to = (typed ?? own).trim();
  const submit = () => send.mutate({ path: { campaign }, body: { ...mail, to, lang } });
  const isRefused = send.error?.status === 400;
  return (
    <SpaceBetween size="xs">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (to !== '') submit();
        }}
      >
        <FormField
          label={w.test.to}
          constraintText={w.test.help}
          errorText={isRefused ? w.test.noAddress : undefined}
          secondaryControl={
            <Button formAction="submit" disabled={to === ''} loading={send.isPending}>
              {w.test.send}
            </Button>
          }
        >
          <Input
            type="email"
            value={typed ?? own}
            autoComplete="email"
            onChange={({ detail }) => {
              setTyped(detail.value);
              send.reset();
            }}
          />
        </FormField>
      </form>
      {send.error !== null && !isRefused && <Problem error={send.error} />}
      {send.data !== undefined && <Outcome answer={send.data} to={send.variables?.body.to ?? ''} />}
    </SpaceBetween>
  );
}

function Outcome({
  answer: { sent, whyNot, problem },
  to,
}: {
  readonly answer: { sent: boolean; whyNot?: keyof WhyNot | undefined; problem?: string | undefined };
  readonly to: string;
}) {
  const w = useBuilderWords();
  if (sent) return <StatusIndicator type="success">{w.test.sent(to)}</StatusIndicator>;
  const why = whyNot === undefined ? problem : { ...w.preview.whyNot, ...w.test.whyNot }[whyNot];
  return <StatusIndicator type="warning">{why}</StatusIndicator>;
}

type Words = ReturnType<typeof useBuilderWords>;
type WhyNot = Words['preview']['whyNot'] & Words['test']['whyNot'];
