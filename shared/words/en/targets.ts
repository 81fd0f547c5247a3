/** What is said about the shop's targets in English. Numbers are given as they are to be read. */
export const en = {
  title: 'Targets',
  names: {
    reactivation: 'silent and lost customers who came back',
    secondOrder: 'first-time buyers who ordered again',
    prospectConversion: 'prospects who ordered for the first time',
  },
  line: (name: string, rate: string, did: string, of: string, days: number, goal: string) =>
    `${name}: ${rate} (${did} of ${of}) within ${days} days, target ${goal}`,
  nobody: (name: string, goal: string) => `${name}: there was nobody to win, target ${goal}`,
  reached: 'reached',
  missed: 'not reached',
  tooEarly: (counted: number) => `only ${counted} of these days have been counted so far`,
};
