import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const readmesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('README.md'))
    .map((file) => join(folder, file));

const documents = [
  'README.md',
  ...readdirSync('docs')
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
  ...['shared', 'connectors', 'functions', 'infra', 'simulation', 'cli', 'workflows'].flatMap(readmesIn),
];

const roots = 'shared|connectors|functions|workflows|infra|simulation|cli|test|docs';
const outsideLinks = /^(https?:|mailto:|#)/;

/** Paths from the root of the project that a document names: whole words such as `shared/profile/fold.ts`. */
const pathsNamedIn = (text: string): string[] =>
  [...text.matchAll(new RegExp(`(?<![\\w./-])(?:${roots})/[\\w./*{}…-]*`, 'g'))].map(([path]) =>
    path.replace(/[.]+$/, ''),
  );

/** The part of a path before its first placeholder: `workflows/` of `workflows/*.asl.json`. */
const concretePartOf = (path: string): string => {
  const placeholder = path.search(/[*{…]/);
  return placeholder === -1 ? path : path.slice(0, path.lastIndexOf('/', placeholder) + 1);
};

describe.each(documents)('%s', (document) => {
  const text = readFileSync(document, 'utf8');

  test('names only files and folders that exist', () => {
    const missing = pathsNamedIn(text).filter((path) => !existsSync(concretePartOf(path)));
    expect(missing).toEqual([]);
  });

  test('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
    const missing = links
      .filter((link) => !outsideLinks.test(link))
      .filter((link) => !existsSync(join(dirname(document), link.replace(/#.*$/, ''))));
    expect(missing).toEqual([]);
  });
});

test('the documents name paths at all', () => {
  expect(pathsNamedIn(readFileSync('docs/design.md', 'utf8')).length).toBeGreaterThan(20);
});
