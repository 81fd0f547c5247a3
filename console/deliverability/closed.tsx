import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Form from '@cloudscape-design/components/form';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { type FormEvent, useState } from 'react';
import type { Answered } from '../../shared/console-api/routes.ts';
import { sourceIn } from '../../shared/words/source.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { AnswerView } from '../parts/answer-view.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { useFormats } from '../parts/formats.ts';
import { LinkTo } from '../parts/link-to.tsx';
import { Problem } from '../parts/problem.tsx';
import { deliverabilityWords } from '../words/deliverability/words.ts';
import { Lists } from './lists.tsx';
import { Release } from './release.tsx';

/** What somebody asks about: one mailbox or phone. */
interface Asked {
  readonly channel: 'email' | 'phone';
  readonly address: string;
}

/** Mailboxes and phones that are closed: one to look up and close, many to import and export. */
export function Closed() {
  const { language } = usePreferences();
  const w = deliverabilityWords[language].closed;
  const [channel, setChannel] = useState<Asked['channel']>('email');
  const [address, setAddress] = useState('');
  // Not in the address of the page: it names a person.
  const [asked, setAsked] = useState<Asked | undefined>();
  const look = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() !== '') setAsked({ channel, address: address.trim() });
  };
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={w.findHelp}>
            {w.find}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <form onSubmit={look}>
            <Form actions={<Button formAction="submit">{w.look}</Button>}>
              <SpaceBetween size="s">
                <SegmentedControl
                  label={w.channel}
                  selectedId={channel}
                  options={[
                    { id: 'email', text: w.channels.email },
                    { id: 'phone', text: w.channels.phone },
                  ]}
                  onChange={({ detail }) => setChannel(detail.selectedId === 'phone' ? 'phone' : 'email')}
                />
                <FormField label={w.address[channel]}>
                  <Input
                    value={address}
                    inputMode={channel === 'email' ? 'email' : 'tel'}
                    autoComplete={false}
                    onChange={({ detail }) => setAddress(detail.value)}
                  />
                </FormField>
              </SpaceBetween>
            </Form>
          </form>
          {asked !== undefined && <Found asked={asked} />}
        </SpaceBetween>
      </Container>
      <Lists />
    </SpaceBetween>
  );
}

function Found({ asked }: { readonly asked: Asked }) {
  const answer = useAnswer('POST /api/suppressions/find', { body: asked });
  return (
    <AnswerView answer={answer}>
      {(known) => (answer.isPlaceholderData ? null : <Known asked={asked} known={known} />)}
    </AnswerView>
  );
}

function Known({
  asked,
  known: { suppression, released, consent, customers },
}: {
  readonly asked: Asked;
  readonly known: Answered<'POST /api/suppressions/find'>;
}) {
  const { language } = usePreferences();
  const w = deliverabilityWords[language].closed;
  const { moment } = useFormats();
  const [isAsking, setAsking] = useState(false);
  const [isReleasing, setReleasing] = useState(false);
  const close = useChange('POST /api/suppressions');
  const mayRelease = suppression?.reason === 'bounced' && suppression.alsoUnsubscribed === undefined;
  return (
    <SpaceBetween size="s">
      {suppression === undefined ? (
        <Alert type="success" action={<Button onClick={() => setAsking(true)}>{w.close}</Button>}>
          {released === undefined ? w.open : w.releasedOn(moment(released.at))}
        </Alert>
      ) : (
        <Alert
          type="warning"
          header={`${w.isClosed[suppression.reason]}, ${w.since(moment(suppression.at))}`}
          action={mayRelease && <Button onClick={() => setReleasing(true)}>{w.release}</Button>}
        >
          {suppression.alsoUnsubscribed === undefined
            ? w.reopens[suppression.reason]
            : w.alsoUnsubscribed(moment(suppression.alsoUnsubscribed.at))}
        </Alert>
      )}
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: w.consent,
            value:
              consent === undefined
                ? w.noConsent
                : `${(consent.granted ? w.granted : w.withdrawn)(moment(consent.at))} (${sourceIn[language](consent.source)})`,
          },
          {
            label: w.source,
            value: suppression === undefined ? '–' : sourceIn[language](suppression.source),
          },
          {
            label: w.customers,
            value:
              customers.length === 0 ? (
                w.nobody
              ) : (
                <SpaceBetween size="xs" direction="horizontal">
                  {customers.map((id) => (
                    <LinkTo key={id} to={`/customers/${encodeURIComponent(id)}`}>
                      {id}
                    </LinkTo>
                  ))}
                </SpaceBetween>
              ),
          },
        ]}
      />
      {isReleasing && <Release address={asked.address} onClose={() => setReleasing(false)} />}
      {isAsking && (
        <Confirmation
          title={w.closeTitle(asked.address)}
          text={w.closeText}
          action={w.close}
          isBusy={close.isPending}
          onConfirm={() => close.mutate({ body: asked }, { onSuccess: () => setAsking(false) })}
          onCancel={() => setAsking(false)}
        >
          {close.error !== null && <Problem error={close.error} />}
        </Confirmation>
      )}
    </SpaceBetween>
  );
}
