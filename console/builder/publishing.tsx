import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { Answered } from '../../shared/console-api/routes.ts';
import type { CampaignId } from '../../shared/ids.ts';
import { percentIn } from '../../shared/words/numbers.ts';
import type { ApiError } from '../api/client.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { useFormats } from '../parts/formats.ts';
import { Problem } from '../parts/problem.tsx';
import { useBuilderWords } from './use-builder-words.ts';

/** The button that publishes: it says how many people it concerns, and what undoes it, before it does. */
export function Publishing({
  id,
  name,
  count,
  error,
  isReady,
  revision,
  onAsk,
}: {
  readonly id: CampaignId;
  readonly name: string;
  /** Undefined until it is known, or known that nobody can say. */
  readonly count: Answered<'GET /api/drafts/{campaign}/count'> | undefined;
  readonly error: ApiError | undefined;
  readonly isReady: boolean;
  revision(): number;
  /** Somebody wants to publish, and has to know how many people it concerns. */
  onAsk(): void;
}) {
  const counted = count?.counted;
  const { language } = usePreferences();
  const w = useBuilderWords();
  const { number } = useFormats();
  const go = useNavigate();
  const [isAsking, setAsking] = useState(false);
  const [resumes, setResumes] = useState(false);
  const publish = useChange('POST /api/drafts/{campaign}/publish');
  const confirm = () =>
    publish.mutate(
      { path: { campaign: id }, body: { revision: revision(), resumes, lang: language } },
      { onSuccess: () => void go(`/campaigns/${id}`) },
    );
  const ask = () => {
    onAsk();
    setAsking(true);
  };
  const people = () => {
    if (counted !== undefined) return w.publishText(number(counted.entering), number(counted.reachable));
    if (count?.unknown !== undefined) return w.unknown[count.unknown];
    return error === undefined ? w.counting : w.publishUncounted;
  };
  return (
    <>
      <Button variant="primary" disabled={!isReady} onClick={ask}>
        {w.publish}
      </Button>
      {isAsking && (
        <Confirmation
          title={w.publishTitle(name)}
          text={people()}
          isReady={count !== undefined || error !== undefined}
          action={w.publish}
          isBusy={publish.isPending}
          onConfirm={confirm}
          onCancel={() => setAsking(false)}
        >
          {counted !== undefined && counted.holdout > 0 && (
            <Box variant="p">{w.publishHoldout(percentIn(language)(counted.holdout))}</Box>
          )}
          <Box variant="p">{w.publishUndo}</Box>
          <Checkbox checked={resumes} onChange={({ detail }) => setResumes(detail.checked)}>
            {w.publishResumes}
          </Checkbox>
          {publish.error !== null && <Problem error={publish.error} />}
        </Confirmation>
      )}
    </>
  );
}
