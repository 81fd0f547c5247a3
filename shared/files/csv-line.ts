/** Cells as one line of a CSV file (RFC 4180), with its line break. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * A text from outside as a cell that spreadsheets show and do not compute: one that begins like a formula
 * (`=HYPERLINK(…)`) gets an apostrophe in front.
 */
export const harmlessCell = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
