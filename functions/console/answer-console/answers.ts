import type { Answers } from './answer.ts';
import { audienceAnswers } from './audiences.ts';
import { callAnswers } from './calls.ts';
import { campaignAnswers } from './campaigns.ts';
import { customerAnswers } from './customers.ts';
import { deliverabilityAnswers } from './deliverability.ts';
import { draftAnswers } from './drafts.ts';
import { enrolledAnswers } from './enrolled.ts';
import { nightAnswers } from './nights.ts';
import { partAnswers } from './parts.ts';
import { peopleAnswers } from './people.ts';
import { previewAnswers } from './previews.ts';
import { reportAnswers } from './reports.ts';
import { settingsAnswers } from './settings.ts';
import { shopAnswers } from './shop.ts';
import { suppressionAnswers } from './suppressions.ts';

/** What answers each route of the console; the compiler sees that none is missing. */
export const answers: Answers = {
  ...shopAnswers,
  ...reportAnswers,
  ...nightAnswers,
  ...audienceAnswers,
  ...partAnswers,
  ...campaignAnswers,
  ...draftAnswers,
  ...enrolledAnswers,
  ...previewAnswers,
  ...customerAnswers,
  ...callAnswers,
  ...deliverabilityAnswers,
  ...suppressionAnswers,
  ...settingsAnswers,
  ...peopleAnswers,
};
