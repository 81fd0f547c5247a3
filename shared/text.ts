const lineBreaksAndControls = /\s*[\p{Cc}\p{Zl}\p{Zp}]+\s*/gu;
// Marks of direction and blanks without width. Not the joiners U+200C and U+200D, which Persian names and emoji need.
const invisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;

/**
 * A text from outside as one line that shows all it has: no line breaks, no control characters (a terminal's escape
 * sequences begin with one), and no marks that would turn what follows around.
 */
export const oneVisibleLine = (text: string): string =>
  text.replace(lineBreaksAndControls, ' ').replace(invisible, '');

/** {@link oneVisibleLine} with single spaces, and none around it. */
export const visibleLine = (text: string): string => oneVisibleLine(text).replace(/\s+/g, ' ').trim();
