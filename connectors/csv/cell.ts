// Marks that are invisible in a spreadsheet: zero-width spaces, directions of writing, a byte order mark.
const invisible = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/**
 * The text of a cell as a person sees it. Spreadsheets keep long numbers as text by writing `="123"` or `'123`; an
 * apostrophe stays where it can belong to a name.
 */
export function cellText(raw: string): string {
  if (isPlain(raw)) return raw;
  const trimmed = raw.trim();
  const text = trimmed.replace(invisible, '').trim();
  const formula = /^=\s*"(.*)"$/s.exec(text);
  if (formula !== null) return (formula[1] ?? '').replaceAll('""', '"').trim();
  return text.replace(/^['’](?=[\d+\-=(\p{Sc}])/u, '');
}

const marksOfText = new Set([' ', '=', "'", '"']);

/** Whether a text is plain ASCII with nothing to take away at its ends, as almost every cell is. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code > 0x7e) return false;
  }
  return !marksOfText.has(text.charAt(0)) && !text.endsWith(' ');
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The text with at most `length` UTF-16 units, cut only between characters that people see as one. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, length + 64))) {
    if (index + segment.length > length) break;
    end = index + segment.length;
  }
  return text.slice(0, end).trimEnd();
}
