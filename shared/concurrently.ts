/**
 * Runs `work` on every item, at most `limit` at a time. An item is only read from `items` when it can be started.
 * After a failure nothing new is started and running work is awaited.
 *
 * @throws the first error that `work` or `items` threw
 */
export async function concurrently<T>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const iterator = toGenerator(items);
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

async function* toGenerator<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
