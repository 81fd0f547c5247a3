/**
 * One object of a JSON file, with the line on which it begins, counted from 1; what stands around a list of objects,
 * without these; or text that was broken off or is no JSON.
 */
export type JsonRecord = { readonly line: number; readonly raw: string } & (
  | { readonly kind: 'object'; readonly value: unknown }
  | { readonly kind: 'envelope' }
  | { readonly kind: 'broken' }
);

/** A longer object suggests that something was never closed, and would have to be kept in memory as a whole. */
const maxCharacters = 1 << 20;

/**
 * The objects of a JSON file as they arrive: one after the other, in a list, or in a list that is a field of one object,
 * as the AWS CLI prints them. An object that is broken off ends where the next one begins, so it costs one object and
 * not the rest of the file.
 */
export async function* readJsonRecords(texts: AsyncIterable<string>): AsyncGenerator<JsonRecord> {
  const scanner = new JsonScanner();
  for await (const text of texts) yield* scanner.take(text);
  yield* scanner.end();
}

interface Unfinished {
  readonly line: number;
  text: string;
  isEnvelope: boolean;
}

// Outside strings, a number or a word counts as one; inside, only what can end the string.
const outside = /["{}[\]:,\n]|[^\s"{}[\]:,]+/g;
const inside = /["\\\n]/g;

class JsonScanner {
  /** The brackets that are open, the outermost first. */
  #open = '';
  /** The objects that are being read: one, or an envelope and one in it. */
  #unfinished: Unfinished[] = [];
  #line = 1;
  #inString = false;
  #isEscaped = false;
  /** What stood last outside strings and is no space; `"` after a string. */
  #before = '';

  *take(text: string): Generator<JsonRecord> {
    let kept = 0;
    const keep = (end: number) => {
      const current = this.#unfinished.at(-1);
      const piece = text.slice(kept, end);
      // Of a list of a million objects, a million commas would remain.
      if (current !== undefined) current.text += current.isEnvelope ? piece.replace(/[\s,]+/g, ' ') : piece;
      kept = end;
    };
    for (let at = this.#inString ? this.#skipString(text, 0) : 0; at < text.length; ) {
      outside.lastIndex = at;
      const token = outside.exec(text);
      if (token === null) break;
      const [found] = token;
      at = token.index + found.length;
      if (found === '\n') {
        this.#line++;
        continue;
      }
      if (found === '{') {
        keep(token.index);
        if (!this.#mayOpen()) yield* this.#breakOff();
        this.#begin();
      } else if (found === '}') {
        keep(at);
        yield* this.#close();
      } else if (found === '[') this.#open += '[';
      else if (found === ']') this.#open = this.#open.replace(/\[$/, '');
      else if (found === '"') at = this.#skipString(text, at);
      this.#before = found;
    }
    keep(text.length);
    const current = this.#unfinished.at(-1);
    if (current !== undefined && current.text.length > maxCharacters) yield* this.#breakOff();
  }

  /** What is still open when the file ends. */
  *end(): Generator<JsonRecord> {
    while (this.#unfinished.length > 0) yield* this.#breakOff();
  }

  /** Gives up on the innermost object; the list around it goes on. */
  *#breakOff(): Generator<JsonRecord> {
    const broken = this.#unfinished.pop();
    this.#open = this.#unfinished.length > 0 ? '{[' : '';
    this.#inString = false;
    if (broken !== undefined) yield { kind: 'broken', line: broken.line, raw: broken.text.trimEnd() };
  }

  /** The end of a string that goes on at `from`, or of the text. A line end ends a string that was broken off. */
  #skipString(text: string, from: number): number {
    this.#inString = true;
    let at = this.#isEscaped ? from + 1 : from;
    this.#isEscaped = false;
    while (at < text.length) {
      inside.lastIndex = at;
      const found = inside.exec(text);
      if (found === null) return text.length;
      at = found.index + 1;
      if (found[0] !== '\\') {
        this.#inString = false;
        return found[0] === '\n' ? found.index : at;
      }
      this.#isEscaped = at === text.length;
      at++;
    }
    return text.length;
  }

  #mayOpen(): boolean {
    const around = this.#open.at(-1);
    return around === undefined || (around === '[' ? /[[,}]/ : /:/).test(this.#before);
  }

  #begin(): void {
    const outer = this.#unfinished.at(-1);
    const isListed = this.#open === '{[';
    if (isListed && outer !== undefined) outer.isEnvelope = true;
    if (outer === undefined || isListed)
      this.#unfinished.push({ line: this.#line, text: '', isEnvelope: false });
    this.#open += '{';
  }

  *#close(): Generator<JsonRecord> {
    if (!this.#open.endsWith('{')) {
      yield* this.#breakOff();
      return;
    }
    this.#open = this.#open.slice(0, -1);
    if (!['', '[', '{['].includes(this.#open)) return;
    const closed = this.#unfinished.pop();
    if (closed === undefined) return;
    const { line, text: raw } = closed;
    yield closed.isEnvelope ? { kind: 'envelope', line, raw } : { line, raw, ...parsed(raw) };
  }
}

function parsed(text: string): { kind: 'object'; value: unknown } | { kind: 'broken' } {
  try {
    return { kind: 'object', value: JSON.parse(text) };
  } catch {
    return { kind: 'broken' };
  }
}
