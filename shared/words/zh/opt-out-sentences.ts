import { createTranslation } from './translation.ts';

/** What the readers of lists of opt-outs say of a row or a file, which they do in English, in Chinese. */
const sentences: Readonly<Record<string, string>> = {
  'there is no email address': '没有邮箱地址',
  'there is no phone number': '没有电话号码',
  '"{}" is not an email address': '“{}”不是邮箱地址',
  '"{}" is not a phone number': '“{}”不是电话号码',
  'a spreadsheet has shortened the number "{}"; export the list again and import it without opening it in between':
    '号码“{}”已被电子表格截断；请重新导出名单，中途不要打开，直接导入',
  'nothing explains "{}" in the column {}; write unsubscribed, bounced, complained, do not call or subscribed':
    '“{}”（{} 列）含义不明；请写 已退订、退信、投诉、请勿致电 或 已订阅',
  'nothing explains "{}" in the column {}; write SUBSCRIBED or UNSUBSCRIBED, or a reason such as HARD_BOUNCE':
    '“{}”（{} 列）含义不明；请写 SUBSCRIBED、UNSUBSCRIBED，或 HARD_BOUNCE 这样的原因',
  '"{}" in the column {}: this list has the channels email and phone':
    '“{}”（{} 列）：此名单的渠道只有 email 和 phone',
  '"{}" in the column {}: the reasons are unsubscribed, bounced, complained, do-not-call':
    '“{}”（{} 列）：原因只能是 unsubscribed、bounced、complained、do-not-call',
  '"{}" is no ChannelType of Pinpoint': '“{}”不是 Pinpoint 的 ChannelType',
  'OptOut is "{}"; Pinpoint has ALL and NONE': 'OptOut 的值为“{}”；Pinpoint 只有 ALL 和 NONE',
  'SES has the reasons BOUNCE and COMPLAINT, not "{}"; a list of your own can say unsubscribed, bounced, complained, do not call or subscribed':
    'SES 的原因只有 BOUNCE 和 COMPLAINT，没有“{}”；自制名单可以写 已退订、退信、投诉、请勿致电 或 已订阅',
  'this is broken off or no JSON; export the list again': '内容不完整，或不是 JSON；请重新导出名单',
  'this is only the beginning of the list (it has a NextToken); export it again without --max-items and --no-paginate':
    '这只是名单的开头（含有 NextToken）；请去掉 --max-items 和 --no-paginate 重新导出',
  'its first object has the fields: {}': '第一个对象的字段为：{}',
  'it begins like JSON, but has no object that can be read': '开头像 JSON，但没有可以读取的对象',
  'the columns of its first line are: {}': '第一行的各列为：{}',
  'a quote opens on line {} and is never closed': '从第 {} 行开始的引号没有闭合',
  'broken quotes: there is text after a closing quote; write a quote inside a quoted field twice ("")':
    '引号有误：闭合引号之后还有文字；字段中的引号要写两次（""）',
  'broken quotes: there is a quote in a field that is not quoted; put the field in quotes and write the quote twice (""), or set "quoting: none" in the column mapping if the file quotes nothing at all':
    '引号有误：未加引号的字段中出现引号；请给整个字段加上引号，其中的引号写两次（""）',
  'the row has {} field and the header {}; a field that contains the delimiter must be quoted':
    '此行有 {} 个字段，表头有 {} 个；含有分隔符的字段须加引号',
  'the row has {} fields and the header {}; a field that contains the delimiter must be quoted':
    '此行有 {} 个字段，表头有 {} 个；含有分隔符的字段须加引号',
  'the file is empty': '文件是空的',
  'the header on line {} cannot be read: {}': '无法读取第 {} 行的表头：{}',
  'this is an export of Mailchimp in which nobody has unsubscribed (there is neither UNSUB_TIME nor CLEAN_TIME), and whoever is subscribed must not be closed; give the files whose names begin with unsubscribed and cleaned':
    '这是 Mailchimp 的导出文件，但其中没有人退订（没有 UNSUB_TIME 和 CLEAN_TIME），不能把订阅者当作退订；请使用文件名以 unsubscribed 和 cleaned 开头的文件',
  'this is an export of Mailchimp without a column for the email address':
    '这是 Mailchimp 的导出文件，但没有邮箱地址列',
  'this is an export of Klaviyo in which nothing says who opted out; export it with Email, Email Marketing Consent and Email Suppressions':
    '这是 Klaviyo 的导出文件，但看不出谁已退订；请在导出时包含 Email、Email Marketing Consent 和 Email Suppressions',
  'these are endpoints of Amazon Pinpoint, but without a column OptOut nothing says who opted out; export the endpoints from Pinpoint, not the file they were imported from':
    '这是 Amazon Pinpoint 的终端节点，但没有 OptOut 列，看不出谁已退订；请从 Pinpoint 导出终端节点，不要使用当初导入的文件',
  'nothing says who in this file opted out, and the columns {} suggest that it holds others too; add a column "status" that says unsubscribed, bounced, complained, do not call or subscribed, or keep only whoever opted out and only the columns of addresses, name and time':
    '看不出文件中谁已退订，而从 {} 列来看，其中还有其他人；请加一列“状态”，写明 已退订、退信、投诉、请勿致电 或 已订阅，或者只保留已退订的人，且只保留地址、姓名和时间列',
  'read are: endpoints of Amazon Pinpoint (CSV or JSON with ChannelType, Address and OptOut), Mailchimp\'s unsubscribed and cleaned (CSV with UNSUB_TIME or CLEAN_TIME), Klaviyo (CSV with Email Marketing Consent or Email Suppressions), the output of "aws sesv2 list-suppressed-destinations" and of "aws pinpoint-sms-voice-v2 describe-opted-out-numbers" as JSON, one address a line, and any CSV with a column "email" or "phone" and, unless all in it opted out, a column "status"':
    '可以读取：Amazon Pinpoint 的终端节点（CSV 或 JSON，含 ChannelType、Address 和 OptOut），Mailchimp 的 unsubscribed 和 cleaned 文件（CSV，含 UNSUB_TIME 或 CLEAN_TIME），Klaviyo（CSV，含 Email Marketing Consent 或 Email Suppressions），“aws sesv2 list-suppressed-destinations”和“aws pinpoint-sms-voice-v2 describe-opted-out-numbers”输出的 JSON，每行一个地址的文本，以及任何含“邮箱”或“电话”列的 CSV；如果其中并非人人都已退订，还需要“状态”列',
};

/** What a reader of lists of opt-outs says, in Chinese; as it is when nobody has translated it. */
export const optOutSentenceInChinese = createTranslation(sentences);
