import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import type { Answered } from '../../shared/console-api/routes.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { sourceIn } from '../../shared/words/source.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from './confirmation.tsx';
import { useFormats } from './formats.ts';
import { Problem } from './problem.tsx';

type Channel = Answered<'GET /api/customers/{customerId}'>['channels'][number];

/** Whether the customer may be reached, what that rests on, and how to stop it. */
export function CustomerChannels({
  customerId,
  channels,
}: {
  readonly customerId: CustomerId;
  readonly channels: readonly Channel[];
}) {
  const { words, language } = usePreferences();
  const { moment } = useFormats();
  const w = words.customers;
  const [closing, setClosing] = useState<Channel['channel'] | undefined>();
  const close = useChange('POST /api/customers/{customerId}/close');
  return (
    <Container header={<Header variant="h2">{w.channels}</Header>}>
      <SpaceBetween size="m">
        {close.error !== null && <Problem error={close.error} />}
        <KeyValuePairs
          columns={2}
          items={channels.map(({ channel, address, isOpen, state, proof }) => ({
            label: <span className="rk-address">{address ?? '–'}</span>,
            value: (
              <>
                <StatusIndicator type={isOpen ? 'success' : 'stopped'}>{state}</StatusIndicator>
                <Box variant="small" color="text-body-secondary" display="block">
                  {words.labelled(
                    w.proof,
                    proof === undefined
                      ? w.noProof
                      : [
                          proof.granted ? w.granted : w.refused,
                          moment(proof.at),
                          sourceIn[language](proof.source),
                          proof.wording,
                        ]
                          .filter(Boolean)
                          .join(' · '),
                  )}
                </Box>
                {isOpen && <Button onClick={() => setClosing(channel)}>{w.close[channel]}</Button>}
              </>
            ),
          }))}
        />
      </SpaceBetween>
      {closing !== undefined && (
        <Confirmation
          title={w.closeTitle[closing]}
          text={w.closeText}
          action={w.close[closing]}
          isBusy={close.isPending}
          onCancel={() => setClosing(undefined)}
          onConfirm={() =>
            close.mutate(
              { path: { customerId }, body: { channel: closing } },
              { onSettled: () => setClosing(undefined) },
            )
          }
        />
      )}
    </Container>
  );
}
