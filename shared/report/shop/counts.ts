type Counts = Readonly<Partial<Record<string, number>>>;

/** Counts one more of a name. */
export function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** The counts of both, and of a name that is in both the sum. */
export function addCounts(one: Counts, other: Counts): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of [one, other])
    for (const [name, number = 0] of Object.entries(counts)) sum[name] = (sum[name] ?? 0) + number;
  return sum;
}

/** The entries of both, and of a name that is in both the sum. */
export function merge<T>(
  one: Readonly<Record<string, T>>,
  other: Readonly<Record<string, T>>,
  add: (a: T, b: T) => T,
): Record<string, T> {
  const merged: Record<string, T> = { ...one };
  for (const [name, value] of Object.entries(other)) {
    // Not the property of every object, such as `constructor`, which can be a name.
    const known = Object.hasOwn(merged, name) ? merged[name] : undefined;
    merged[name] = known === undefined ? value : add(known, value);
  }
  return merged;
}
