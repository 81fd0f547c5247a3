import type { YAMLError } from 'yaml';
import type { FileWords } from '../words/file.ts';

type YamlMistake = keyof FileWords['yaml'];

/** What people most likely did where the parser reports such an error; a missing entry means that it can be many things. */
const byCode: Readonly<Partial<Record<YAMLError['code'], YamlMistake>>> = {
  BAD_ALIAS: 'star',
  BAD_DQ_ESCAPE: 'backslash',
  BAD_INDENT: 'indent',
  BAD_SCALAR_START: 'start',
  BLOCK_AS_IMPLICIT_KEY: 'colon',
  BLOCK_IN_FLOW: 'comma',
  DUPLICATE_KEY: 'twice',
  MULTILINE_IMPLICIT_KEY: 'key',
  MULTIPLE_DOCS: 'document',
  TAB_AS_INDENT: 'tab',
  TAG_RESOLVE_FAILED: 'start',
};

/** The codes that say too little, by what the parser's message says. */
const byMessage: readonly (readonly [pattern: RegExp, mistake: YamlMistake])[] = [
  [/sufficiently indented and end with/, 'bracket'],
  [/^Missing closing .quote/, 'quote'],
  [/^Missing , /, 'comma'],
  [/^Missing space after :|followed by map values/, 'key'],
  [/^Unexpected .*scalar at node end/, 'goesOn'],
  [/^Sequence item without - indicator/, 'indent'],
];

/** An error of the YAML parser in the words of whoever wrote the file. */
export function explainYamlError({ code, message }: YAMLError, { yaml: words }: FileWords): string {
  const reported = message.split(' at line ')[0] ?? message;
  const mistake = byMessage.find(([pattern]) => pattern.test(reported))?.[1] ?? byCode[code] ?? 'other';
  return words[mistake](reported);
}
