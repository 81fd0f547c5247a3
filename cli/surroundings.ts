import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { notCalled, resumeCallback } from '../functions/toolkit/resume-callback.ts';
import { openMailbox } from '../infra/local/ses/mailbox.ts';
import { localIdentity } from '../infra/local/tables.ts';
import { RekindleError } from '../shared/errors.ts';
import type { Surroundings } from '../shared/operations/erase-customer.ts';
import { findRunningStack, isInAws } from './target.ts';

/**
 * What there is beside the tables that {@link openTarget} opens: the executions and, on this machine, the mailbox of the
 * embedded SES. Without a running stack no execution runs; one that goes on later ends by itself, since its customer is
 * gone.
 */
export async function openSurroundings(directory: string): Promise<Surroundings> {
  if (isInAws()) return { ...executionsAt(new SFNClient({})), deleteMail: async () => {} };
  const running = await findRunningStack(directory);
  if (running === undefined) {
    return {
      endCallback: async () => {},
      async deleteMail(addresses) {
        const mailbox = await openMailbox(join(directory, 'ses'));
        mailbox.forget(addresses);
        mailbox.close();
      },
    };
  }
  return {
    ...executionsAt(new SFNClient({ endpoint: running.stepFunctions, ...localIdentity })),
    async deleteMail(addresses) {
      const { ok, status } = await fetch(`${running.ses}/forget`, {
        method: 'POST',
        body: JSON.stringify(addresses),
      });
      if (!ok) throw new RekindleError(`the local mailbox answered ${status}`);
    },
  };
}

const executionsAt = (client: SFNClient): Pick<Surroundings, 'endCallback'> => ({
  endCallback: ({ token }) => resumeCallback(token, notCalled, client),
});
