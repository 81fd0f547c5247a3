/** The name of a key that comes from stored counts; a key without a name is shown as it is. */
export const nameOf = (names: Readonly<Record<string, string>>, key: string): string => names[key] ?? key;
