/** What is said in the place of a mail that cannot be shown, in English. */
export const en = {
  ended: 'This preview has ended. Open it again in the console.',
};
