import { type Document, isCollection, isNode, visit } from 'yaml';
import type { FileWords } from '../words/file.ts';

/** What YAML takes for something else than its author wrote, without calling it an error. */
export interface Misreading {
  readonly offset: number;
  readonly mistake: keyof FileWords['yaml'];
}

/** `{{ … }}` without quotes is a map in a map, an alias may lead nowhere or in a circle, and ` #` ends a text. */
export function misreadIn(document: Document.Parsed, text: string): readonly Misreading[] {
  const found: Misreading[] = [];
  const add = (node: unknown, mistake: Misreading['mistake']) => {
    if (isNode(node) && node.range) found.push({ offset: node.range[0], mistake });
  };
  visit(document, {
    Pair(_, { key }) {
      if (isCollection(key)) add(key, 'braces');
    },
    Alias(_, alias, ancestors) {
      const target = alias.resolve(document);
      if (target === undefined) add(alias, 'star');
      else if (ancestors.includes(target)) add(alias, 'circle');
    },
    Scalar(_, scalar) {
      const isText = scalar.type === 'PLAIN' && typeof scalar.value === 'string';
      const end = scalar.range?.[1];
      if (isText && end !== undefined && /^[ \t]+#[^\s#]/.test(text.slice(end, end + 100)))
        add(scalar, 'hash');
    },
  });
  return found;
}
