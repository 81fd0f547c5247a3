const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'sv', 'da', 'nb', 'pl', 'tr', 'fi', 'cs'];

let numbers: Map<string, string> | undefined;

/** The names of the months as these languages write them in dates, in full and shortened, without case or points. */
function numbersByName(): Map<string, string> {
  if (numbers !== undefined) return numbers;
  numbers = new Map();
  const ambiguous = new Set<string>();
  for (const language of languages) {
    for (const month of ['long', 'short'] as const) {
      for (const format of [{ month }, { month, day: 'numeric' }] as const) {
        const writer = new Intl.DateTimeFormat(language, { ...format, timeZone: 'UTC' });
        for (let index = 0; index < 12; index++) {
          const parts = writer.formatToParts(Date.UTC(2024, index, 15));
          const name = plain(parts.find(({ type }) => type === 'month')?.value ?? '');
          const known = numbers.get(name);
          if (known !== undefined && known !== `${index + 1}`) ambiguous.add(name);
          numbers.set(name, `${index + 1}`);
        }
      }
    }
  }
  numbers.set('sept', '9');
  numbers.set('mrz', '3');
  for (const name of ambiguous) numbers.delete(name);
  return numbers;
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');

/** The number of a month by its name: `3` for `März` or `mars`; undefined for a name that may be two months. */
export const monthNamed = (name: string): string | undefined => numbersByName().get(plain(name));
