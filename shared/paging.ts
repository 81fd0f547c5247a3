/** Where a paged read goes on from: the key of the last item that it returned. */
export type Cursor = Readonly<Record<string, string>>;
