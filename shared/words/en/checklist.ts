/** What is said about a mail that is looked through before it is sent, in English. */
export const en = {
  noSubject: 'It has no subject. Write one, or many will take it for spam.',
  longSubject: (length: number, longest: number) =>
    `The subject has ${length} characters; phones show about ${longest}. Put what matters first, or shorten it.`,
  unfilled: (variable: string) =>
    `“${variable}” would be read just so. Variables are written {{ customer.firstName | default: "…" }}.`,
  noTarget: (address: string) => `“${address}” is no whole address. Write it with https://.`,
  notHttps: (address: string) => `“${address}” is not encrypted. Write https:// if the website can do it.`,
  ownMachine: (address: string) => `“${address}” can be reached from your own network only.`,
  emptyLink: (address: string) => `The link to ${address} has no words to click on.`,
  noAlt: (address: string) =>
    `The picture ${address} has no description. Many see it only once they load pictures, and some hear it: ![description](address)`,
  faint: (text: string, contrast: string, needed: string) =>
    `“${text}” is hard to read: its contrast is ${contrast}, and ${needed} is needed (WCAG AA).`,
  large: (size: number, most: number) =>
    `It has ${size} kB. Gmail cuts a mail off at ${most} kB, and the link to unsubscribe with it.`,
  noUnsubscribe: 'It has no link to unsubscribe.',
  noAddress: 'It does not say where the shop can be reached by post. Set postalAddress in the settings.',
  gap: (language: string) =>
    `It is not written in ${language}, though other texts of the campaign are: these customers get another language.`,
};
