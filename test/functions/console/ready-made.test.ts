import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { libraryIn, readyMadeCampaigns } from '../../../functions/console/ready-made.ts';
import { readTemplate } from '../../../shared/email/read-template.ts';

const folder = 'workflows/campaigns';

async function textsIn(path: string): Promise<Readonly<Record<string, string>>> {
  const files = (await readdir(path)).filter((file) => /\.(yaml|md)$/.test(file)).sort();
  const read = files.map(async (file) => [
    file.replace(/\.(yaml|md)$/, ''),
    await readFile(`${path}/${file}`, 'utf8'),
  ]);
  return Object.fromEntries(await Promise.all(read));
}

/** `we-miss-you.en` becomes `we-miss-you` and in it `en`. */
function byLanguage<T>(texts: Readonly<Record<string, string>>, read: (text: string, file: string) => T) {
  const all: Record<string, Record<string, T>> = {};
  for (const [file, text] of Object.entries(texts)) {
    const [name = '', language = ''] = file.split('.');
    all[name] = { ...all[name], [language]: read(text, file) };
  }
  return all;
}

test('what the function has of the ready-made campaigns is what is in their files', async () => {
  const bundle = {
    campaigns: await textsIn(folder),
    audiences: await textsIn('workflows/audiences'),
    templates: byLanguage(await textsIn(`${folder}/templates`), readTemplate),
    scripts: byLanguage(await textsIn(`${folder}/scripts`), (text) => text),
  };
  await expect(`${JSON.stringify(bundle, null, 2)}\n`, 'vitest -u writes it again').toMatchFileSnapshot(
    '../../../workflows/ready-made.json',
  );
});

test.each([
  ...Object.keys(libraryIn.en.campaigns).map((name) => ['campaigns', name] as const),
  ...Object.keys(libraryIn.en.audiences).map((name) => ['audiences', name] as const),
])('among the %s, %s differs in Chinese by its name and description alone', (kind, name) => {
  const [english = '', chinese = ''] = [libraryIn.en[kind][name], libraryIn.zh[kind][name]];
  const { name: title, description, ...rest } = parse(chinese);
  expect(title).toMatch(/\p{Script=Han}/u);
  expect(description).toMatch(/\p{Script=Han}/u);
  expect({ ...parse(english), ...rest }).toEqual(parse(english));
  expect(chinese.split('\n')[0]).toBe(english.split('\n')[0]);
});

test('whoever reads Chinese is offered each under its Chinese name', () => {
  const nameIn = (language: 'en' | 'zh') =>
    readyMadeCampaigns(language).find(({ id }) => id === 'win-back')?.name;
  expect([nameIn('en'), nameIn('zh')]).toEqual(['Win back silent regulars', '挽回沉默老客户']);
});
