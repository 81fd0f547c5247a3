import { describe, expect, test } from 'vitest';
import { renderEmail } from '../../../shared/email/template.ts';
import { backtestWords } from '../../../shared/words/backtest.ts';
import { customerWords } from '../../../shared/words/customer.ts';
import { emailWords } from '../../../shared/words/email.ts';
import { inboxWords } from '../../../shared/words/inbox.ts';
import { labels } from '../../../shared/words/labels.ts';
import { populationWords } from '../../../shared/words/population.ts';
import { reasonWords } from '../../../shared/words/reasons.ts';
import { reportWords } from '../../../shared/words/report.ts';
import { discountInZhe } from '../../../shared/words/zh/discount.ts';

const customer = customerWords.zh;
const report = reportWords.zh;

describe('the Chinese texts', () => {
  test('keep customers who cool apart from those on the border, and use the terms of the trade', () => {
    expect(labels.zh.lifecycles.cooling).toBe('降温客户');
    expect(customer.about.borderline).toBe('临界客户');
    expect(labels.zh.traits.effective).toBe('有效客户');
  });

  test('say how long a report covers, and what to do next', () => {
    expect(report.nights(30)).toBe('30 次夜间任务');
    expect([report.firstNight, report.lastNight]).toEqual(['期初', '期末']);
    expect(report.next).toBe('下一步建议');
    expect(report.outcomes.skipped).toBe('已跳过');
    expect(report.perCustomer('£49.76')).toBe('人均 £49.76');
    expect(report.advice['campaign-undecided']('挽回', 0.031)).toContain(
      '按目前样本量，差异达到 3.1 个百分点才较可能检出',
    );
  });

  test('speak of forecasts as people do, not as formulas do', () => {
    expect(backtestWords.zh.title('2026-08-01', 90, '1,200')).toMatch(/^用截至 2026-08-01 的数据建模/);
    expect(backtestWords.zh.ranking('0.8', '0.7', '0.6')).toContain('0.5 相当于随机猜测');
    expect(populationWords.zh.quartiles('£1', '£3', '£2')).toContain('中位数');
    expect(reasonWords.zh.afterwards('感谢')).toBe('其次：感谢');
    expect(reasonWords.zh.borderline('interested-prospect', undefined)).toContain('浏览过商品');
  });

  test('tell the story of a customer', () => {
    expect(customer.channels).toBe('联系许可');
    expect(
      customer.coupon('ABCD', { kind: 'percent', percentOff: 10 }, '2026-12-07' as never, undefined, String),
    ).toBe('优惠券 ABCD：九折，有效期至 2026-12-07');
    expect(customer.called('win-back', customer.callOutcomes.coupon, undefined)).toBe(
      '已回访：有兴趣，已送券',
    );
    expect(customer.browsed(undefined)).toBe('浏览过商品');
  });

  test('say why somebody gets an email', () => {
    expect(emailWords.zh.footer.why('茶铺')).toBe('您是 茶铺 的顾客，因此收到此邮件。');
  });

  test('say of the local inbox that its mail is only simulated', () => {
    expect(inboxWords.zh.tagline).toBe('本地环境模拟发出的邮件');
  });
});

describe('a discount in Chinese', () => {
  test.each([
    [10, '九折'],
    [15, '八五折'],
    [20, '八折'],
    [5, '九五折'],
    [1, '九九折'],
    [50, '五折'],
    [90, '一折'],
    [95, '0.5 折'],
  ])('of %i percent is %s', (percentOff, text) => {
    expect(discountInZhe(percentOff)).toBe(text);
  });

  test('can be written in a template', () => {
    const coupon = { code: 'A', benefit: '八五折', percentOff: 15, expiresOn: '2026年12月7日' };
    const shop = { name: '茶铺', url: 'https://tea.example' };
    const template = { subject: '{{ coupon.percentOff | zhe }}', body: '**{{ coupon.percentOff | zhe }}**' };
    const { subject, html } = renderEmail(
      template,
      { customer: {}, shop, points: { balance: 0 }, coupon },
      'a.zh.md',
    );
    expect(subject).toBe('八五折');
    expect(html).toContain('<strong>八五折</strong>');
  });
});
