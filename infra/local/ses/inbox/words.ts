import type { SesEvent } from '../event.ts';

export type Language = 'en' | 'zh';

interface Words {
  readonly htmlLang: string;
  readonly locale: string;
  readonly title: string;
  readonly tagline: string;
  readonly otherLanguage: string;
  readonly messages: (count: string, filtered: boolean) => string;
  readonly empty: string;
  readonly nothingFound: string;
  readonly searchAddress: string;
  readonly searchTag: string;
  readonly filter: string;
  readonly clear: string;
  readonly newer: string;
  readonly older: string;
  readonly page: (page: number, pages: number) => string;
  readonly back: string;
  readonly notFound: string;
  readonly noSubject: string;
  readonly from: string;
  readonly to: string;
  readonly cc: string;
  readonly bcc: string;
  readonly replyTo: string;
  readonly sentAt: string;
  readonly configurationSet: string;
  readonly noConfigurationSet: string;
  readonly mail: string;
  readonly asText: string;
  readonly tags: string;
  readonly headers: string;
  readonly timeline: string;
  readonly accepted: string;
  readonly none: string;
  readonly events: Readonly<Record<SesEvent['type'], string>>;
}

export const words: Readonly<Record<Language, Words>> = {
  en: {
    htmlLang: 'en',
    locale: 'en-GB',
    title: 'Inbox',
    tagline: 'Mail that the local stack would have sent',
    otherLanguage: '中文',
    messages: (count, filtered) =>
      `${count} ${count === '1' ? 'message' : 'messages'}${filtered ? ' found' : ''}`,
    empty: 'No mail yet. Messages appear here as soon as a campaign sends one.',
    nothingFound: 'No message matches this filter.',
    searchAddress: 'Address or subject',
    searchTag: 'Tag, such as campaign=win-back',
    filter: 'Filter',
    clear: 'Clear',
    newer: '← Newer',
    older: 'Older →',
    page: (page, pages) => `Page ${page} of ${pages}`,
    back: '← Inbox',
    notFound: 'There is no such message.',
    noSubject: '(no subject)',
    from: 'From',
    to: 'To',
    cc: 'Cc',
    bcc: 'Bcc',
    replyTo: 'Reply to',
    sentAt: 'Sent',
    configurationSet: 'Configuration set',
    noConfigurationSet: 'none – its events are not published',
    mail: 'Mail',
    asText: 'Plain text',
    tags: 'Tags',
    headers: 'Headers',
    timeline: 'What became of it',
    accepted: 'Accepted',
    none: 'none',
    events: {
      Send: 'Sent',
      Delivery: 'Delivered',
      Open: 'Opened',
      Click: 'Clicked',
      Bounce: 'Bounced',
      Complaint: 'Complained',
      Reject: 'Rejected',
      DeliveryDelay: 'Delayed',
    },
  },
  zh: {
    htmlLang: 'zh-CN',
    locale: 'zh-CN',
    title: '收件箱',
    tagline: '本地环境本应发出的邮件',
    otherLanguage: 'English',
    messages: (count, filtered) => (filtered ? `找到 ${count} 封邮件` : `共 ${count} 封邮件`),
    empty: '还没有邮件。营销活动发出邮件后会立即显示在这里。',
    nothingFound: '没有符合条件的邮件。',
    searchAddress: '地址或主题',
    searchTag: '标签，例如 campaign=win-back',
    filter: '筛选',
    clear: '清除',
    newer: '← 较新',
    older: '较旧 →',
    page: (page, pages) => `第 ${page} / ${pages} 页`,
    back: '← 收件箱',
    notFound: '找不到这封邮件。',
    noSubject: '（无主题）',
    from: '发件人',
    to: '收件人',
    cc: '抄送',
    bcc: '密送',
    replyTo: '回复至',
    sentAt: '发送时间',
    configurationSet: '配置集',
    noConfigurationSet: '无（不会发布事件）',
    mail: '邮件',
    asText: '纯文本',
    tags: '标签',
    headers: '邮件头',
    timeline: '后续情况',
    accepted: '已受理',
    none: '无',
    events: {
      Send: '已发送',
      Delivery: '已送达',
      Open: '已打开',
      Click: '已点击',
      Bounce: '被退回',
      Complaint: '被投诉',
      Reject: '被拒绝',
      DeliveryDelay: '已延迟',
    },
  },
};

/** The language that a page was asked for. */
export function languageOf(query: URLSearchParams): Language {
  return query.get('lang') === 'zh' ? 'zh' : 'en';
}
