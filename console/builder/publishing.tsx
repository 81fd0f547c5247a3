import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Checkbox from '@cloudscape-design/components/checkbox';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { CampaignId } from '../../shared/ids.ts';
import { percentIn } from '../../shared/words/numbers.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { JobProgressView } from '../jobs/job-progress.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { useFormats } from '../parts/formats.ts';
import { Problem } from '../parts/problem.tsx';
import { useBuilderWords } from './use-builder-words.ts';
import type { DraftCount } from './use-draft-count.ts';

/** The button that publishes: it says how many people it concerns, and what undoes it, before it does. */
export function Publishing({
  id,
  name,
  count,
  isReady,
  revision,
}: {
  readonly id: CampaignId;
  readonly name: string;
  readonly count: DraftCount;
  readonly isReady: boolean;
  revision(): number;
}) {
  const { kept, counted, unknown, isCounting } = count;
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
    if (kept === undefined && !isCounting) count.start();
    setAsking(true);
  };
  const people = () => {
    if (counted !== undefined)
      return w.publishText(number(counted.counts.entering), number(counted.counts.notCapped));
    if (unknown !== undefined) return w.unknown[unknown];
    return isCounting ? w.counting : w.publishUncounted;
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
          isReady={!isCounting}
          action={w.publish}
          isBusy={publish.isPending}
          onConfirm={confirm}
          onCancel={() => setAsking(false)}
        >
          {kept !== undefined && <JobProgressView {...kept} onDrop={count.drop} />}
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
