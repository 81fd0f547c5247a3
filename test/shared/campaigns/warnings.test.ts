import { expect, test } from 'vitest';
import { warningsOf } from '../../../shared/campaigns/warnings.ts';
import { campaignOf } from './campaigns.ts';

const email = { template: 'hello' };
const withGuards = (...unless: readonly (string | string[])[]) =>
  campaignOf({ steps: unless.map((one) => ({ after: '0d', unless: one, email })) }).campaign;

test('a step that is guarded by opens is worth a thought, since mail programs open as well', () => {
  expect(warningsOf(withGuards('ordered', ['opened', 'ordered'], 'clicked'))).toEqual([
    { kind: 'guarded-by-opens', step: 2 },
  ]);
});
