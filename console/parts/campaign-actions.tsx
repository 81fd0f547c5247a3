import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import { useState } from 'react';
import type { Answered } from '../../shared/console-api/routes.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Duplicate, useBegin } from '../builder/begin.tsx';
import { useBuilderWords } from '../builder/use-builder-words.ts';
import { Confirmation } from './confirmation.tsx';
import { useFormats } from './formats.ts';
import { Problem } from './problem.tsx';

type Campaign = Pick<
  Answered<'GET /api/campaigns'>['campaigns'][number],
  'id' | 'name' | 'state' | 'variants' | 'inProgress'
>;
type State = Campaign['state'];

const isState = (id: string): id is State => id === 'active' || id === 'paused' || id === 'archived';

/** What the ids of menu items begin with that promote a variant; no other one has a colon. */
const promotes = 'promote:';

const promotable = (variants: Campaign['variants']): readonly string[] =>
  variants?.names.filter((name) => name !== variants.promoted) ?? [];

/** What can be done with a published campaign. Each asks first, and says what undoes it. */
export function CampaignActions({
  campaign,
  isInTable = false,
}: {
  readonly campaign: Campaign;
  readonly isInTable?: boolean;
}) {
  const { words } = usePreferences();
  const w = words.campaigns;
  const b = useBuilderWords().start;
  const [to, setTo] = useState<State | undefined>();
  const [isCopying, setCopying] = useState(false);
  const { start } = useBegin();
  const [promoting, setPromoting] = useState<string | undefined>();
  const { id, name, state, variants } = campaign;
  const changes = [
    { id: 'edit', text: b.edit },
    { id: 'duplicate', text: b.duplicate },
    ...(state === 'active' ? [{ id: 'paused', text: w.pause }] : []),
    ...(state === 'paused' ? [{ id: 'active', text: w.resume }] : []),
    ...(state === 'archived' ? [] : [{ id: 'archived', text: w.archive }]),
    ...(state === 'archived' ? [] : promotable(variants)).map((variant) => ({
      id: `${promotes}${variant}`,
      text: w.promote(variant),
    })),
  ];
  return (
    <>
      <ButtonDropdown
        items={changes}
        {...(isInTable && { variant: 'inline-icon' as const, expandToViewport: true })}
        ariaLabel={w.actionsOn(name)}
        onItemClick={({ detail }) => {
          if (isState(detail.id)) setTo(detail.id);
          else if (detail.id === 'edit') start(id, { campaign: id });
          else if (detail.id.startsWith(promotes)) setPromoting(detail.id.slice(promotes.length));
          else setCopying(true);
        }}
      >
        {isInTable ? undefined : w.actions}
      </ButtonDropdown>
      {isCopying && <Duplicate of={id} onClose={() => setCopying(false)} />}
      {to !== undefined && <StateChange campaign={campaign} to={to} onClose={() => setTo(undefined)} />}
      {promoting !== undefined && (
        <Promotion campaign={campaign} variant={promoting} onClose={() => setPromoting(undefined)} />
      )}
    </>
  );
}

function StateChange({
  campaign: { id, name, inProgress },
  to,
  onClose,
}: {
  readonly campaign: Campaign;
  readonly to: State;
  onClose(): void;
}) {
  const { words } = usePreferences();
  const w = words.campaigns;
  const { number } = useFormats();
  const change = useChange('POST /api/campaigns/{campaign}/state');
  const said = {
    active: { title: w.resumeTitle(name), text: w.resumeText, action: w.resume },
    paused: { title: w.pauseTitle(name), text: w.pauseText, action: w.pause },
    archived: {
      title: w.archiveTitle(name),
      text: w.archiveText(w.customers(inProgress, number(inProgress))),
      action: w.archive,
    },
  }[to];
  return (
    <Confirmation
      {...said}
      isBusy={change.isPending}
      onConfirm={() => change.mutate({ path: { campaign: id }, body: { state: to } }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      {change.error !== null && <Problem error={change.error} />}
    </Confirmation>
  );
}

function Promotion({
  campaign: { id, name },
  variant,
  onClose,
}: {
  readonly campaign: Campaign;
  readonly variant: string;
  onClose(): void;
}) {
  const { words, language } = usePreferences();
  const w = words.campaigns;
  const promotion = useChange('POST /api/campaigns/{campaign}/promote');
  return (
    <Confirmation
      title={w.promoteTitle(name, variant)}
      text={w.promoteText}
      action={w.promoteAction}
      isBusy={promotion.isPending}
      onConfirm={() =>
        promotion.mutate(
          { path: { campaign: id }, body: { variant, lang: language } },
          { onSuccess: onClose },
        )
      }
      onCancel={onClose}
    >
      {promotion.error !== null && <Problem error={promotion.error} />}
    </Confirmation>
  );
}
