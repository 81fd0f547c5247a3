import stringWidth from 'string-width';

/** `text` with spaces after it, up to `width` columns of a terminal; a Chinese character takes two. */
export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - stringWidth(text)));

/** `text` with spaces before it, up to `width` columns. */
export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - stringWidth(text))) + text;
