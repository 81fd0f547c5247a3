// Names used by shops and by ISO that differ from Unicode's English names.
const aliases: Readonly<Record<string, string>> = {
  eire: 'IE',
  rsa: 'ZA',
  usa: 'US',
  uk: 'GB',
  'great britain': 'GB',
  england: 'GB',
  'channel islands': 'JE',
  'czech republic': 'CZ',
  'hong kong': 'HK',
  macau: 'MO',
  turkey: 'TR',
  'south korea': 'KR',
  'united states of america': 'US',
  中国: 'CN',
};

let codesByName: Map<string, string> | undefined;

function codes(): Map<string, string> {
  if (codesByName !== undefined) return codesByName;
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
  codesByName = new Map(Object.entries(aliases));
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    const name = names.of(code);
    if (name === undefined) continue;
    codesByName.set(code.toLowerCase(), code);
    if (!codesByName.has(name.toLowerCase())) codesByName.set(name.toLowerCase(), code);
  }
  return codesByName;
}

const localesByCountry = new Map<string, string | undefined>();

/**
 * The locale that most people in a country use: `de-DE` for `Germany` or `DE`, `undefined` for an unknown name. It is
 * a first guess, replaced by the customer's own choice.
 */
export function localeOfCountry(country: string): string | undefined {
  const name = country.trim().toLowerCase();
  if (localesByCountry.has(name)) return localesByCountry.get(name);
  const region = codes().get(name);
  const locale =
    region === undefined ? undefined : `${new Intl.Locale(`und-${region}`).maximize().language}-${region}`;
  localesByCountry.set(name, locale);
  return locale;
}
