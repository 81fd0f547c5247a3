import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const top = ['shared', 'connectors', 'functions', 'infra', 'simulation', 'cli'];

const sources = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...top], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file.endsWith('.ts'));

/** The files that a file imports, types included. */
const importsOf = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].flatMap(([, specifier]) =>
    specifier === undefined ? [] : normalize(join(dirname(file), specifier)),
  );

/** `shared/email` for a file anywhere below it, `cli` for one below that; a file right in `shared` is in `shared`. */
function folderOf(file: string): string {
  const [first = '', second = ''] = dirname(file).split('/');
  return first === 'cli' || first === 'simulation' || second === '' ? first : `${first}/${second}`;
}

const arrows = new Map<string, Set<string>>();
for (const file of sources) {
  for (const imported of importsOf(file)) {
    const [from, to] = [folderOf(file), folderOf(imported)];
    if (from !== to) arrows.set(from, (arrows.get(from) ?? new Set()).add(to));
  }
}

/** The folders on a way that leads from a folder back to it; empty when there is none. */
function circleThrough(start: string): string[] {
  const seen = new Set<string>();
  const walk = (folder: string): string[] => {
    for (const next of arrows.get(folder) ?? []) {
      if (next === start) return [folder];
      if (seen.has(next)) continue;
      seen.add(next);
      const way = walk(next);
      if (way.length > 0) return [folder, ...way];
    }
    return [];
  };
  return walk(start);
}

describe('the folders', () => {
  test('are all seen: each holds files, and imports that were understood', () => {
    expect(new Set(sources.map((file) => file.split('/')[0]))).toEqual(new Set(top));
    expect(arrows.get('cli')).toContain('shared/operations');
    expect(arrows.get('shared/store')).toContain('shared/profile');
  });

  test.each([...arrows.keys()].sort())('%s is on no circle of imports', (folder) => {
    expect(circleThrough(folder)).toEqual([]);
  });
});

/** Imports that point upwards, each in a file of its own. */
const planted = [
  ['shared', './profile/profile.ts'],
  ['shared/night', '../store/store.ts'],
  ['shared/journeys', '../operations/take-in.ts'],
  ['shared/email', '@aws-sdk/client-sesv2'],
  ['shared/store', '../operations/take-in.ts'],
  ['shared/operations', '../../functions/toolkit/store.ts'],
  ['shared/orders', '../../connectors/csv/table.ts'],
  ['shared/words/en', '../../report/shop/look-at-next.ts'],
  ['shared/explain', '../words/labels.ts'],
  ['connectors/csv', '../../functions/toolkit/store.ts'],
  ['functions/toolkit', '../../infra/functions.ts'],
  ['infra/local', '../../simulation/days/day.ts'],
  ['simulation/days', '../../cli/options.ts'],
] as const;

describe('the linter', () => {
  const project = mkdtempSync(join(tmpdir(), 'rekindle-layers-'));
  afterAll(() => rmSync(project, { recursive: true }));
  copyFileSync('biome.json', join(project, 'biome.json'));
  for (const [folder, specifier] of planted) {
    mkdirSync(join(project, folder), { recursive: true });
    const code = `import { anything } from '${specifier}';\n\nexport const it = anything;\n`;
    writeFileSync(join(project, folder, 'planted.ts'), code);
  }
  const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
  const options = ['lint', '--vcs-enabled=false', '--reporter=github', '--max-diagnostics=none'];
  const { stdout } = spawnSync(process.execPath, [biome, ...options], { cwd: project, encoding: 'utf8' });

  test.each(planted)('refuses that a file in %s imports %s', (folder) => {
    const rule = /title=lint\/style\/noRestrictedImports/;
    const reported = stdout.split('\n').filter((line) => rule.test(line));
    expect(reported.some((line) => line.includes(`/${folder}/planted.ts,`))).toBe(true);
  });
});
