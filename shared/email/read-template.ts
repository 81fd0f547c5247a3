import * as z from 'zod';
import { InvalidInputError } from '../errors.ts';
import { parseYaml, YamlFileError } from '../files/yaml-file.ts';
import type { Language } from '../language.ts';
import { fileWords } from '../words/file.ts';
import type { Template } from './template.ts';

const frontMatterSchema = z.strictObject({ subject: z.string().min(1) });

/**
 * Parses a template file: front matter with the subject between two `---` lines, then the body in Markdown.
 * @param file the file's name, for error messages
 * @param language the language of the error messages
 * @throws InvalidInputError that says what is missing
 * @throws YamlFileError with the line of what is no YAML
 */
export function readTemplate(text: string, file: string, language: Language = 'en'): Template {
  const words = fileWords[language].template;
  const parts = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (parts === null) throw new InvalidInputError(words.head, [], file);
  const [, head = '', body = ''] = parts;
  const { source } = parseYaml(head, language, (problems) => {
    // The head begins in the second line of the file.
    const inFile = problems.map((problem) => ({ ...problem, line: problem.line + 1 }));
    return new YamlFileError(words.headUnreadable, file, inFile);
  });
  const frontMatter = frontMatterSchema.safeParse(source);
  if (!frontMatter.success) throw new InvalidInputError(words.subjectOnly, [], file);
  return { subject: frontMatter.data.subject, body: body.trim() };
}
