import type { en } from '../en/truth.ts';
import { points } from '../numbers.ts';

/** The texts in Chinese about what the campaigns of a simulated shop truly do. */
export const zh: typeof en = {
  title: '真相揭晓（本店为模拟商店，答案已知）',
  raises: (campaign, effect) =>
    `“${campaign}”确实带来订单：活动组的下单率因此提高了 ${points(effect)} 个百分点。`,
  raisesLater: (campaign) => `“${campaign}”确实带来订单，只是客户太少、时间太短，目前还没有显现。`,
  doesNothing: (campaign) => `“${campaign}”没有效果：按设定，无论有没有它，客户的下单都完全相同。`,
  between: '',
  judgements: {
    found: '报告已正确识别。',
    'not-seen': '客户太少，报告目前还看不出来。',
    'rightly-undecided': '报告没有误报，判断正确。',
    wrong: '报告这次判断有误；二十个活动中可能会有一个。',
    'no-verdict': '报告没有给出结论。',
  },
};
