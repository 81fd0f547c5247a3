import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { mayUse } from '../../shared/console-api/rights.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { ask } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from './confirmation.tsx';
import { Problem } from './problem.tsx';
import { saveAs } from './save-as.ts';

/** What an admin may do with all that is kept about a customer. */
export function CustomerActions({ customerId }: { readonly customerId: CustomerId }) {
  const { words } = usePreferences();
  const w = words.customers;
  const { data: session } = useAnswer('GET /api/session', {});
  const [isErasing, setErasing] = useState(false);
  if (!mayUse('POST /api/customers/{customerId}/erase', session?.roles ?? [])) return null;
  const download = async () =>
    saveAs(
      `${customerId}.json`,
      'application/json',
      JSON.stringify(await ask('GET /api/customers/{customerId}/export', { path: { customerId } }), null, 2),
    );
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button iconName="download" onClick={() => void download()}>
        {w.export}
      </Button>
      <Button iconName="remove" onClick={() => setErasing(true)}>
        {w.erase}
      </Button>
      {isErasing && <Erasure customerId={customerId} onClose={() => setErasing(false)} />}
    </SpaceBetween>
  );
}

function Erasure({ customerId, onClose }: { readonly customerId: CustomerId; onClose(): void }) {
  const { words } = usePreferences();
  const w = words.customers;
  const go = useNavigate();
  const [typed, setTyped] = useState('');
  const erase = useChange('POST /api/customers/{customerId}/erase');
  const confirm = () =>
    erase.mutate(
      { path: { customerId }, body: { confirm: typed } },
      { onSuccess: () => void go('/customers') },
    );
  return (
    <Confirmation
      title={w.eraseTitle}
      text={w.eraseText}
      action={w.erase}
      isBusy={erase.isPending}
      isReady={typed === customerId}
      onConfirm={confirm}
      onCancel={onClose}
    >
      {erase.error !== null && <Problem error={erase.error} />}
      <FormField label={w.eraseConfirm(customerId)}>
        <Input value={typed} onChange={({ detail }) => setTyped(detail.value)} />
      </FormField>
    </Confirmation>
  );
}
