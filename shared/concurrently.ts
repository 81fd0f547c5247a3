/**
 * Does `work` on every item, on at most `limit` at once; the next item is only asked for when there is room for it.
 * After a failure nothing new is begun; what is under way is waited for, and the first failure is thrown.
 */
export async function concurrently<T>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = generator(items);
  let failure: { readonly error: unknown } | undefined;
  const worker = async (): Promise<void> => {
    while (failure === undefined) {
      try {
        const next = await iterator.next();
        if (next.done) return;
        await work(next.value);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
  await iterator.return(undefined);
  if (failure !== undefined) throw failure.error;
}

async function* generator<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
