import type { en } from '../en/checklist.ts';

/** What is said about a mail that is looked through before it is sent, in Chinese. */
export const zh: typeof en = {
  noSubject: '没有主题。请填写主题，否则很多人会当作垃圾邮件。',
  longSubject: (length, longest) =>
    `主题长度为 ${length}（一个汉字按 2 计），手机上大约只显示 ${longest}。请把重点放在前面，或缩短主题。`,
  unfilled: (variable) =>
    `“${variable}”会原样显示。变量要用半角写成 {{ customer.firstName | default: "…" }}。`,
  noTarget: (address) => `“${address}”不是完整的网址，请以 https:// 开头。`,
  notHttps: (address) => `“${address}”未加密。如网站支持，请改用 https://。`,
  ownMachine: (address) => `“${address}”只能在您自己的网络中访问。`,
  emptyLink: (address) => `指向 ${address} 的链接没有可点击的文字。`,
  noAlt: (address) => `图片 ${address} 没有文字说明。许多人要加载图片后才能看到，也有人靠听：![说明](网址)`,
  faint: (text, contrast, needed) =>
    `“${text}”不易看清：对比度为 ${contrast}，至少需要 ${needed}（WCAG AA）。`,
  large: (size, most) => `邮件大小为 ${size} kB。Gmail 会在 ${most} kB 处截断，退订链接也会被截掉。`,
  noUnsubscribe: '没有退订链接。',
  noAddress: '没有写明店铺的通信地址。请在设置中填写 postalAddress。',
  gap: (language) => `没有${language}版本，而该活动的其他文案有：这些客户将收到其他语言的版本。`,
};
