/** Where a paged read continues: the key of the last item that it returned. */
export type Cursor = Readonly<Record<string, string>>;
