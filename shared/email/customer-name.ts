import { visibleLine } from '../text.ts';

/** How an email may address a customer. */
export interface NameInEmail {
  readonly name: string;
  readonly firstName: string;
}

const longestName = 60;

/** What advertisers register as: an address or a link that a mail program would make clickable. */
const looksLikeLink = /:\/\/|www\.|@|\b[\p{L}\p{N}-]+\.[\p{L}]{2,}(?:[/?#]|$)/iu;

// "Prof. Dr. Anna Weber" is Anna. A title that is also a name (Don, Major) is taken for one only with a full stop.
const title =
  /^(?:dr|prof|mr|mrs|ms|miss|mx|sir|herr|frau|hr|fr|mag|ing|dipl|mme|mlle|sig|sra?|srta|rev)\.?$|^(?:don|maj|capt|m)\.$|^dipl\.?-ing\.?$/i;

/**
 * How to address a customer by the name that a shop sent; undefined for one that no person has, so that templates fall
 * back on their default. The first name is what stands after the comma in "O'Brien, Pat", or else the first word that is
 * not a title. A name without spaces, as in Chinese, is used whole.
 */
export function nameInEmail(raw: string | undefined): NameInEmail | undefined {
  const name = visibleLine(raw ?? '');
  if (name === '' || name.length > longestName || looksLikeLink.test(name)) return undefined;
  const [family = '', given = ''] = name.split(',').map((part) => part.trim());
  const words = (given === '' ? family : given).split(' ');
  const firstName = words.find((word) => !title.test(word)) ?? words.at(-1) ?? name;
  return { name, firstName };
}
