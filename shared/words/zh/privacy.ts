import type { en } from '../en/privacy.ts';
import { optOutSentenceInChinese } from './opt-out-sentences.ts';

/** What the commands about erasure and opt-outs print in Chinese. */
export const zh: typeof en = {
  willErase: (customer, facts, enrolments) =>
    `${customer}：${facts} 条订单及其他记录、${enrolments} 次活动参与记录、客户档案，以及本机上的全部邮件副本`,
  others: (count, customers) =>
    `另有 ${count} 位客户使用同一邮箱：${customers}。如为同一人，请一并删除；除非重新订阅，此邮箱不会再收到任何营销邮件。`,
  cannotBeUndone: '此操作无法撤销。',
  erased: (customer) => `${customer} 的数据已删除。`,
  stays: '仅保留一个无法识别个人的标记：删除之前的数据再次传入时一律拒收，退订也继续有效。',
  callsEnded: (count) => `已撤回 ${count} 个回访任务`,
  erasedAgain: (erasures, customers) =>
    `已重新执行 ${erasures} 项删除；恢复的数据中有 ${customers} 位客户被再次删除`,
  optOuts: {
    title: (file, format) => `${file}：${format}`,
    formats: {
      rekindle: 'Rekindle 退订名单',
      pinpoint: 'Amazon Pinpoint 退订名单',
      mailchimp: 'Mailchimp 退订名单',
      klaviyo: 'Klaviyo 退订名单',
      ses: 'Amazon SES 账户禁发名单',
      sms: '短信退订名单',
      table: '退订名单（按列识别）',
      lines: '地址列表',
    },
    closed: '新退订',
    alreadyClosed: '此前已退订',
    openedSince: '之后已重新订阅',
    passedOver: '已跳过',
    passedOverBecause: {
      'not-opted-out': '未退订',
      'other-channel': '其他渠道',
      'says-nothing': '名单未说明',
    },
    rejected: '无法读取',
    unreadTimes: '时间无法识别',
    line: (line, reason) => `第 ${line} 行：${reason}`,
    problem: optOutSentenceInChinese,
    more: (count) => `另有 ${count} 行`,
    exported: (_, shown) => `已写入 ${shown} 个地址`,
    reading: '退订名单',
    locale: 'zh-CN',
  },
};
