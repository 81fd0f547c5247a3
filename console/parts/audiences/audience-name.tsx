import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Input from '@cloudscape-design/components/input';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Answered } from '../../../shared/console-api/routes.ts';
import { useChange } from '../../api/use-change.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { Confirmation } from '../confirmation.tsx';
import { useFormats } from '../formats.ts';
import { Problem } from '../problem.tsx';
import { AudienceUsers } from './audience-users.tsx';

export type NamedAudience = Answered<'GET /api/audiences'>['named'][number];

const namePattern = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** Where conditions get a name by which campaigns refer to them, or a saved audience is changed or deleted. */
export function AudienceName({
  text,
  named,
  onSaved,
  onReload,
}: {
  readonly text: string;
  /** The audience whose conditions are on screen; undefined for new ones. */
  readonly named: NamedAudience | undefined;
  onSaved(name: string): void;
  /** Shows what somebody else has saved. */
  onReload(): void;
}) {
  const { words, language } = usePreferences();
  const w = words.audiences.naming;
  const { moment } = useFormats();
  const [name, setName] = useState(named?.name ?? '');
  const [title, setTitle] = useState(named?.title ?? '');
  const [description, setDescription] = useState(named?.description ?? '');
  const [isRemoving, setRemoving] = useState(false);
  const save = useChange('POST /api/audiences/named/{name}');
  const saved = named?.saved;
  // What was on screen when somebody began to change it, also when somebody else saves another one.
  const [revision, setRevision] = useState(saved?.revision ?? 0);
  const isNameReady = namePattern.test(name);
  const body = {
    revision,
    title: title.trim() === '' ? name : title,
    ...(description.trim() !== '' && { description }),
    text,
    lang: language,
  };
  const isMeanwhile = save.data?.saved === false && save.data.problems.length === 0;
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={saved ? w.savedBy(moment(saved.savedAt), saved.savedBy) : w.help}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {saved !== undefined && <Button onClick={() => setRemoving(true)}>{w.remove}</Button>}
              <Button
                variant="primary"
                disabled={!isNameReady}
                loading={save.isPending}
                onClick={() =>
                  save.mutate(
                    { path: { name }, body },
                    {
                      onSuccess: (came) => {
                        if (!came.saved) return;
                        setRevision(came.revision ?? revision);
                        onSaved(name);
                      },
                    },
                  )
                }
              >
                {w.save}
              </Button>
            </SpaceBetween>
          }
        >
          {saved ? w.change(named?.title ?? name) : w.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        {save.error !== null && <Problem error={save.error} />}
        {save.data?.problems.map(({ message }) => (
          <Alert key={message} type="error">
            {message}
          </Alert>
        ))}
        {isMeanwhile && (
          <Alert type="warning" action={<Button onClick={onReload}>{w.showTheirs}</Button>}>
            {named === undefined ? w.taken(name) : w.meanwhile}
          </Alert>
        )}
        {save.data?.saved === true && <Alert type="success">{w.saved}</Alert>}
        <FormField
          label={w.name}
          description={saved ? w.nameStays : w.nameHelp}
          errorText={name === '' || isNameReady ? undefined : w.nameHelp}
        >
          <Input
            value={name}
            disabled={named !== undefined}
            onChange={({ detail }) => setName(detail.value.toLowerCase())}
          />
        </FormField>
        <FormField label={w.people}>
          <Input value={title} onChange={({ detail }) => setTitle(detail.value)} />
        </FormField>
        <FormField label={w.description}>
          <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
        </FormField>
        {named !== undefined && (
          <div>
            <Box variant="awsui-key-label">{words.audiences.usedBy}</Box>
            <AudienceUsers users={named.usedBy} />
            <Box variant="p" color="text-body-secondary" fontSize="body-s">
              {w.keeps}
            </Box>
          </div>
        )}
      </SpaceBetween>
      {isRemoving && named?.saved !== undefined && (
        <Removal name={named.name} revision={named.saved.revision} onClose={() => setRemoving(false)} />
      )}
    </Container>
  );
}

function Removal({
  name,
  revision,
  onClose,
}: {
  readonly name: string;
  readonly revision: number;
  onClose(): void;
}) {
  const w = usePreferences().words.audiences.naming;
  const go = useNavigate();
  const remove = useChange('POST /api/audiences/named/{name}/delete');
  const { data } = remove;
  // Awaited, because a deleted audience takes this question off the screen before a callback is asked.
  const confirm = async () => {
    const came = await remove.mutateAsync({ path: { name }, body: { revision } }).catch(() => undefined);
    if (came?.removed) void go('/audiences');
  };
  return (
    <Confirmation
      title={w.removeTitle(name)}
      text={w.removeText}
      action={w.remove}
      isBusy={remove.isPending}
      isReady={data === undefined}
      onConfirm={() => void confirm()}
      onCancel={onClose}
    >
      {remove.error !== null && <Problem error={remove.error} />}
      {data?.usedBy !== undefined && (
        <Alert type="warning" header={w.isUsed}>
          <AudienceUsers users={data.usedBy} />
        </Alert>
      )}
      {data?.removed === false && data.usedBy === undefined && <Alert type="warning">{w.meanwhile}</Alert>}
    </Confirmation>
  );
}
