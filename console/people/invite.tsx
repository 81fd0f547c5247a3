import Alert from '@cloudscape-design/components/alert';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import { useState } from 'react';
import type { Role } from '../../shared/console-api/roles.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Problem } from '../parts/problem.tsx';
import { settingsWords } from '../words/settings/words.ts';
import { RoleChoice } from './role-choice.tsx';

const isName = (text: string): boolean => /^[a-z0-9][a-z0-9._-]{1,63}$/.test(text);
const isAddress = (text: string): boolean => /^\S+@\S+\.\S+$/.test(text);

/** Asks for the name, the address and the roles of somebody new. */
export function Invite({ onClose }: { onClose(): void }) {
  const { language } = usePreferences();
  const w = settingsWords[language].people;
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>([]);
  const invite = useChange('POST /api/people');
  return (
    <Confirmation
      title={w.inviteTitle}
      text={w.inviteText}
      action={w.invite}
      isBusy={invite.isPending}
      isReady={isName(name) && isAddress(email) && roles.length > 0}
      onConfirm={() =>
        invite.mutate(
          { body: { name, email, roles: [...roles] } },
          { onSuccess: ({ isTaken }) => !isTaken && onClose() },
        )
      }
      onCancel={onClose}
    >
      {invite.error !== null && <Problem error={invite.error} />}
      {invite.data?.isTaken === true && <Alert type="warning">{w.isTaken}</Alert>}
      <FormField label={w.name} description={w.nameHelp}>
        <Input value={name} autoComplete={false} onChange={({ detail }) => setName(detail.value)} />
      </FormField>
      <FormField label={w.email}>
        <Input
          type="email"
          value={email}
          autoComplete={false}
          onChange={({ detail }) => setEmail(detail.value)}
        />
      </FormField>
      <RoleChoice chosen={roles} onChange={setRoles} />
    </Confirmation>
  );
}
