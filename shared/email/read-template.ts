import { parse } from 'yaml';
import * as z from 'zod';
import { RekindleError } from '../errors.ts';
import type { Template } from './template.ts';

const frontMatterSchema = z.strictObject({ subject: z.string().min(1) });

/**
 * Reads a template file: the subject between two lines of `---`, and then the text in Markdown.
 * @throws RekindleError saying what is missing
 */
export function readTemplate(text: string, file: string): Template {
  const parts = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/.exec(text);
  if (parts === null) {
    throw new RekindleError('a template begins with a line ---, then "subject: …", then another ---', {
      where: file,
    });
  }
  const [, head = '', body = ''] = parts;
  const frontMatter = frontMatterSchema.safeParse(parseYaml(head, file));
  if (!frontMatter.success) {
    throw new RekindleError('between the lines --- a template has "subject:" and nothing else', {
      where: file,
    });
  }
  return { subject: frontMatter.data.subject, body: body.trim() };
}

function parseYaml(head: string, file: string): unknown {
  try {
    return parse(head);
  } catch (error) {
    throw new RekindleError(`the lines between --- cannot be read: ${String(error)}`, {
      where: file,
      cause: error,
    });
  }
}
