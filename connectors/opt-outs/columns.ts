import type { Statement } from './statement.ts';

/** The text of a row in a column; empty when the file has no such column. */
export type Cells = (column: number | undefined) => string;

/** Reads what a row of one format says. */
export type RowReader = (cells: Cells) => readonly Statement[];

/** How the rows of a table are read. */
export interface RowReading {
  readonly read: RowReader;
  /** How many fields a row has at least to contain all that is read of it. */
  readonly width: number;
  /** True when cells are read as they are, because our own export has guarded them. */
  readonly isGuarded?: boolean;
}

/** How the rows of a table are read, or why none of them can be. */
export type TableReading = RowReading | { readonly refusal: string };

/** Finds columns by their names, in which case, spaces, hyphens, underscores and dots do not matter. */
export class Columns {
  readonly names: readonly string[];
  readonly #plain: readonly string[];
  #width = 0;

  constructor(names: readonly string[]) {
    this.names = names;
    this.#plain = names.map(plainName);
  }

  /** The first column with one of these names, the names in order of preference. */
  find(...wanted: readonly string[]): number | undefined {
    const found = wanted.map((name) => this.#plain.indexOf(plainName(name))).find((index) => index !== -1);
    if (found !== undefined) this.#width = Math.max(this.#width, found + 1);
    return found;
  }

  /** All columns with any of these names. */
  findAll(wanted: readonly string[]): number[] {
    const found = wanted.map((name) => this.find(name)).filter((index) => index !== undefined);
    return [...new Set(found)];
  }

  /** The names that are none of these. */
  without(known: readonly string[]): string[] {
    const plain = new Set(known.map(plainName));
    return this.names.filter((_, index) => !plain.has(this.#plain[index] ?? ''));
  }

  has(...wanted: readonly string[]): boolean {
    return wanted.some((name) => this.#plain.includes(plainName(name)));
  }

  /** One more than the last column that was found. */
  get width(): number {
    return this.#width;
  }
}

const plainName = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.-]+/g, '');

export const emailNames = [
  ...['email', 'email address', 'e-mail address', 'mail', 'subscriber', 'recipient', 'adresse e-mail'],
  ...[
    'e-mail-adresse',
    'correo electrónico',
    'indirizzo e-mail',
    '邮箱',
    '电子邮箱',
    '邮箱地址',
    '电子邮件',
    '邮件地址',
  ],
  'メールアドレス',
];

export const phoneNames = [
  ...['phone', 'phone number', 'mobile', 'mobile phone', 'mobile number', 'cell', 'cell phone', 'telephone'],
  ...['tel', 'msisdn', 'sms', 'sms number', 'opted out number', 'telefon', 'teléfono', 'téléphone'],
  ...['电话', '电话号码', '手机', '手机号', '手机号码', '联系电话', '電話番号'],
];
