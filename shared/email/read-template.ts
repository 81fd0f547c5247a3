import { parse } from 'yaml';
import * as z from 'zod';
import { RekindleError } from '../errors.ts';
import type { Template } from './template.ts';

const frontMatterSchema = z.strictObject({ subject: z.string().min(1) });

/**
 * Parses a template file: front matter with the subject between two `---` lines, then the body in Markdown.
 * @param file the file's name, for error messages
 * @throws RekindleError that says what is missing
 */
export function readTemplate(text: string, file: string): Template {
  const parts = /^\uFEFF?---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (parts === null) {
    throw new RekindleError('a template begins with a line ---, then "subject: …", then another line ---', {
      where: file,
    });
  }
  const [, head = '', body = ''] = parts;
  const frontMatter = frontMatterSchema.safeParse(parseYaml(head, file));
  if (!frontMatter.success) {
    throw new RekindleError('between its two --- lines a template has "subject:" and nothing else', {
      where: file,
    });
  }
  return { subject: frontMatter.data.subject, body: body.trim() };
}

function parseYaml(head: string, file: string): unknown {
  try {
    return parse(head);
  } catch (error) {
    throw new RekindleError(`the text between the two --- lines cannot be read: ${String(error)}`, {
      where: file,
      cause: error,
    });
  }
}
