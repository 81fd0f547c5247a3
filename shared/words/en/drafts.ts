/** What is said about campaigns that are being written, in English. */
export const en = {
  idIsTaken: (id: string) => `there is a campaign or draft called ${id} already; choose another id`,
  /** Before the subject of a mail that somebody sends to themselves. */
  testSubject: (subject: string) => `[Test] ${subject}`,
  blank: `name: New campaign
# Who enters: customers who meet all of these conditions.
audience:
  lifecycle: [active]
steps:
  - after: 0d
    email: { template: hello }
`,
};
