import Alert from '@cloudscape-design/components/alert';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import type { Role } from '../../shared/console-api/roles.ts';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Problem } from '../parts/problem.tsx';
import { settingsWords } from '../words/settings/words.ts';
import { RoleChoice } from './role-choice.tsx';

type Person = Answered<'GET /api/people'>['people'][number];

/** What an admin can do about somebody. */
export function PersonActions({ person }: { readonly person: Person }) {
  const { language } = usePreferences();
  const w = settingsWords[language].people;
  const [asked, setAsked] = useState<keyof typeof dialogs | undefined>();
  const isDisabled = person.state === 'disabled';
  const Dialog = asked && dialogs[asked];
  return (
    <>
      <ButtonDropdown
        variant="icon"
        expandToViewport
        ariaLabel={w.actionsOf(person.name)}
        items={[
          ...(person.state === 'invited' ? [{ id: 'invitation', text: w.inviteAgain }] : []),
          { id: 'roles', text: w.changeRoles },
          { id: 'access', text: isDisabled ? w.enable : w.disable, disabled: person.isYou },
        ]}
        onItemClick={({ detail: { id } }) => setAsked(isDialog(id) ? id : undefined)}
      />
      {Dialog !== undefined && <Dialog person={person} onClose={() => setAsked(undefined)} />}
    </>
  );
}

interface Asked {
  readonly person: Person;
  onClose(): void;
}

function Roles({ person, onClose }: Asked) {
  const { language } = usePreferences();
  const w = settingsWords[language].people;
  const [roles, setRoles] = useState<readonly Role[]>(person.roles);
  const change = useChange('POST /api/people/{person}/roles');
  return (
    <Confirmation
      title={w.changeRolesTitle(person.name)}
      text={w.changeRolesText}
      action={w.save}
      isBusy={change.isPending}
      isReady={roles.length > 0}
      onConfirm={() =>
        change.mutate(
          { path: { person: person.name }, body: { roles: [...roles] } },
          { onSuccess: ({ refused }) => refused === undefined && onClose() },
        )
      }
      onCancel={onClose}
    >
      {change.error !== null && <Problem error={change.error} />}
      {change.data?.refused !== undefined && <Alert type="warning">{w.refused[change.data.refused]}</Alert>}
      <RoleChoice chosen={roles} onChange={setRoles} />
    </Confirmation>
  );
}

function Access({ person, onClose }: Asked) {
  const { language } = usePreferences();
  const w = settingsWords[language].people;
  const isEnabled = person.state === 'disabled';
  const change = useChange('POST /api/people/{person}/access');
  return (
    <Confirmation
      title={isEnabled ? w.enable : w.disableTitle(person.name)}
      text={isEnabled ? person.name : w.disableText}
      action={isEnabled ? w.enable : w.disable}
      isBusy={change.isPending}
      onConfirm={() =>
        change.mutate(
          { path: { person: person.name }, body: { isEnabled } },
          { onSuccess: ({ refused }) => refused === undefined && onClose() },
        )
      }
      onCancel={onClose}
    >
      {change.error !== null && <Problem error={change.error} />}
      {change.data?.refused !== undefined && <Alert type="warning">{w.refused[change.data.refused]}</Alert>}
    </Confirmation>
  );
}

function Invitation({ person, onClose }: Asked) {
  const { language } = usePreferences();
  const w = settingsWords[language].people;
  const change = useChange('POST /api/people/{person}/invitation');
  return (
    <Confirmation
      title={w.inviteAgainTitle(person.name)}
      text={w.inviteAgainText}
      action={w.inviteAgain}
      isBusy={change.isPending}
      onConfirm={() =>
        change.mutate(
          { path: { person: person.name } },
          { onSuccess: ({ refused }) => refused === undefined && onClose() },
        )
      }
      onCancel={onClose}
    >
      {change.error !== null && <Problem error={change.error} />}
      {change.data?.refused !== undefined && (
        <Alert type="warning">{w.notInvited[change.data.refused]}</Alert>
      )}
    </Confirmation>
  );
}

const dialogs = { invitation: Invitation, roles: Roles, access: Access };

const isDialog = (id: string): id is keyof typeof dialogs => id in dialogs;
