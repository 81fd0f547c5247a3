import { normaliseCode } from '../../../shared/code.ts';
import { whyNotReferred } from '../../../shared/operations/hand-out-code.ts';
import { answer, createHttpHandler, parseRequest } from '../../toolkit/http.ts';
import { store } from '../../toolkit/store.ts';
import { checkReferral as contract } from './contract.ts';

/** POST /referrals/{code}/check says whether a code is good for somebody, as its contract says. */
export const handler = createHttpHandler(async ({ path, body, at }) => {
  const { customerId, ...contact } = parseRequest(contract.body, body);
  const settings = await store.settings.load();
  const friend = { ...(customerId && { customerId }), contact };
  const refusal = await whyNotReferred(store, normaliseCode(path.code ?? ''), friend, { settings, at });
  return answer<typeof contract>(200, { result: refusal ?? 'ok' });
});
