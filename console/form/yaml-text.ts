import { Document, isCollection, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';

export type Path = readonly (string | number)[];

/** What a text says, or undefined while it is no YAML. Nothing is said by an empty text. */
export function contentOf(text: string): unknown {
  const document = parseDocument(text);
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS() ?? {};
  } catch {
    return undefined;
  }
}

/** A text in which a value is another; undefined removes it. Comments stay, and so does how the other keys are written. */
export function withValue(text: string, path: Path, value: unknown): string {
  if (value === undefined) return changed(text, path, (document) => remove(document, path));
  const after = changed(text, path, (document) => put(document, path, value));
  if (typeof value !== 'string' || parseDocument(after).getIn(path) === value) return after;
  // A block of lines, as it was written before, cannot say this.
  return changed(text, path, (document) => {
    put(document, path, value);
    const node = document.getIn(path, true);
    if (isScalar(node)) node.type = 'QUOTE_DOUBLE';
  });
}

function put(document: Document, path: Path, value: unknown): void {
  makeRoom(document, path);
  if (typeof value !== 'object' || value === null) document.setIn(path, value);
  else document.setIn(path, document.createNode(value, { flow: isShort(value) }));
}

/** Of a single value where a list may be, the first entry is the value itself. */
function remove(document: Document, path: Path): void {
  const gone = document.hasIn(path) ? path : path.slice(0, -1);
  if (gone.length > 0 && document.hasIn(gone)) document.deleteIn(gone);
}

/** A text in which an entry of a list stands at another place. */
export const withMoved = (text: string, list: Path, from: number, to: number): string =>
  changed(text, list, (document) => {
    const node = document.getIn(list);
    if (!isSeq(node)) return;
    const [item] = node.items.splice(from, 1);
    if (item !== undefined) node.items.splice(to, 0, item);
  });

const isShort = (value: object): boolean => JSON.stringify(value).length < 60;

function changed(text: string, path: Path, change: (document: Document) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  if (document.contents === null) return text + stringOf(begun(change));
  if (!isMap(document.contents)) return text;
  change(document);
  const after = stringOf(document);
  const [before, now] = [chunksOf(text), chunksOf(after)];
  // The library would write all of it anew; only the key that was changed is taken from that.
  return [...now.chunks]
    .map(([key, chunk]) => (key === String(path[0]) ? chunk : (before.chunks.get(key) ?? chunk)))
    .reduce((sum, chunk) => sum + chunk, before.head);
}

function begun(change: (document: Document) => void): Document {
  const document = new Document({});
  change(document);
  return document;
}

/** A single value where a list may be is a list of one; what can contain nothing gives way. */
function makeRoom(document: Document, path: Path): void {
  for (let depth = 1; depth < path.length; depth += 1) {
    const above = path.slice(0, depth);
    const node = document.getIn(above, true);
    if (node === undefined || isCollection(node)) continue;
    const isList = typeof path[depth] === 'number' && isScalar(node) && node.value !== null;
    if (isList) document.setIn(above, document.createNode([node.value], { flow: true }));
    else document.deleteIn(above);
  }
}

function stringOf(document: Document): string {
  const text = document.toString({ lineWidth: 110, flowCollectionPadding: true });
  // `{ a: 1 }` is written with spaces, `[a]` without; the library knows one setting for both.
  const spaces: number[] = [];
  visit(parseDocument(text), {
    Seq(_, node) {
      const [start, end] = node.range ?? [0, 0];
      if (node.flow !== true || end - start < 3) return;
      if (text[start + 1] === ' ') spaces.push(start + 1);
      if (text[end - 2] === ' ') spaces.push(end - 2);
    },
  });
  return spaces.sort((a, b) => b - a).reduce((sum, at) => sum.slice(0, at) + sum.slice(at + 1), text);
}

/** A text by its top-level keys, each up to where the next begins, comments included. */
function chunksOf(text: string): { readonly head: string; readonly chunks: ReadonlyMap<string, string> } {
  const { contents } = parseDocument(text);
  if (!isMap(contents) || contents.flow === true) return { head: '', chunks: new Map([['', text]]) };
  const starts = contents.items.flatMap(({ key }) =>
    isScalar(key) && key.range ? [{ key: String(key.value), at: key.range[0] }] : [],
  );
  const chunks = starts.map(({ key, at }, place) => [key, text.slice(at, starts[place + 1]?.at)] as const);
  return { head: text.slice(0, starts[0]?.at ?? 0), chunks: new Map(chunks) };
}
