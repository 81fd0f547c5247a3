import { expect, test } from 'vitest';
import { senderHeader } from '../../../../shared/settings/sender.ts';
import { setUp } from './setup.ts';

const withSubject = (Data: string, html = '<p>Hi</p>') => ({
  Content: { Simple: { Subject: { Data }, Body: { Html: { Data: html } } } },
});

async function read(url: string): Promise<string> {
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
  return response.text();
}

/** The subjects of a list page, from top to bottom. */
const subjectsIn = (page: string) =>
  [...page.matchAll(/class="what"[^>]*>([^<]*)</g)].map((match) => match[1]);

test('the inbox lists messages newest first, with their tags and status', async () => {
  const { ses, send } = await setUp();
  await send(withSubject('First'));
  const id = await send(withSubject('Second'));
  ses.raise(id, { type: 'Open' });
  const page = await read(ses.url);
  expect(subjectsIn(page)).toEqual(['Second', 'First']);
  expect(page).toContain('2 messages');
  expect(page).toMatch(/campaign <b>win-back<\/b>/);
  expect(page.indexOf('>Opened<')).toBeLessThan(page.indexOf('>Delivered<'));
});

test("tags are said in a marketer's words, without those that only the machinery reads", async () => {
  const { ses, send } = await setUp();
  const tags = { campaign: 'win-back', step: '0', shard: '3', customer: 'QzAwMDA0Mg', cohort: '2026-12-09' };
  const EmailTags = Object.entries(tags).map(([Name, Value]) => ({ Name, Value }));
  await send({ ...withSubject('One'), EmailTags });
  const page = await read(ses.url);
  expect(page).toMatch(/step <b>1<\/b>/);
  expect(page).toMatch(/entered <b>2026-12-09<\/b>/);
  expect(page).not.toContain('shard');
  expect(page).not.toContain('QzAwMDA0Mg');
  expect(await read(`${ses.url}/?lang=zh`)).toMatch(/步骤 <b>1<\/b>/);
});

test('the list can be narrowed by address, subject and tag', async () => {
  const { ses, send } = await setUp();
  await send({ ...withSubject('One'), Destination: { ToAddresses: ['Grace@example.com'] } });
  await send({ ...withSubject('Two'), EmailTags: [{ Name: 'campaign', Value: 'thank-you' }] });
  expect(subjectsIn(await read(`${ses.url}/?q=grace`))).toEqual(['One']);
  expect(subjectsIn(await read(`${ses.url}/?q=TWO`))).toEqual(['Two']);
  expect(subjectsIn(await read(`${ses.url}/?tag=campaign%3Dthank-you`))).toEqual(['Two']);
  expect(subjectsIn(await read(`${ses.url}/?tag=thank-you`))).toEqual(['Two']);
  expect(subjectsIn(await read(`${ses.url}/?tag=campaign`))).toEqual(['Two', 'One']);
  expect(await read(`${ses.url}/?tag=campaign%3Dother`)).toContain('No message matches');
});

test('the list is shown in pages of fifty, and a page number out of range shows the nearest page', async () => {
  const { ses, send } = await setUp();
  for (let number = 1; number <= 51; number += 1) await send(withSubject(`Mail ${number}`));
  expect(subjectsIn(await read(ses.url))).toHaveLength(50);
  expect(subjectsIn(await read(`${ses.url}/?page=2`))).toEqual(['Mail 1']);
  expect(subjectsIn(await read(`${ses.url}/?page=99`))).toEqual(['Mail 1']);
  expect(subjectsIn(await read(`${ses.url}/?page=-1`))[0]).toBe('Mail 51');
});

test('a message page shows the mail, its text, headers, tags and timeline', async () => {
  const { ses, send } = await setUp();
  const id = await send();
  ses.raise(id, { type: 'Click', link: 'https://shop.example/?a=1&b=2' });
  const page = await read(`${ses.url}/messages/${id}`);
  expect(page).toContain('Hello Ada</pre>');
  expect(page).toContain('&lt;p&gt;Hello Ada&lt;/p&gt;');
  expect(page).toContain('&lt;https://shop.example/u&gt;');
  expect(page).toContain('https://shop.example/?a=1&amp;b=2');
  expect([...page.matchAll(/<strong>(\w+)<\/strong>/g)].map((match) => match[1])).toEqual([
    'Accepted',
    'Sent',
    'Delivered',
    'Clicked',
  ]);
});

test('a sender whose name is encoded is shown by name', async () => {
  const { ses, send } = await setUp();
  const name = '茶'.repeat(40);
  const FromEmailAddress = senderHeader({ name, address: 'hello@tea.example' });
  const id = await send({ FromEmailAddress });
  expect(FromEmailAddress).toContain('?= =?');
  expect(await read(`${ses.url}/messages/${id}`)).toContain(`${name} &lt;hello@tea.example&gt;`);
});

test('nothing in a mail or in the address bar becomes markup of the page', async () => {
  const attack = `x"y'z><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const { ses, send } = await setUp();
  const id = await send({
    ...withSubject(attack, attack),
    Destination: { ToAddresses: [`${attack} <ada@example.com>`] },
    FromEmailAddress: `${attack} <shop@example.com>`,
  });
  ses.raise(id, { type: 'Click', link: `javascript:${attack}` });
  for (const path of [
    '/',
    `/messages/${id}`,
    `/?q=${encodeURIComponent(attack)}&tag=${encodeURIComponent(attack)}`,
  ]) {
    const page = await read(ses.url + path);
    expect(page).not.toMatch(/<script|<img|x"y|y'z/);
  }
});

test("a mail's scripts cannot run, and the page loads nothing from elsewhere", async () => {
  const { ses, send } = await setUp();
  const response = await fetch(`${ses.url}/messages/${await send()}`);
  const sandbox = /<iframe[^>]* sandbox="([^"]*)"/.exec(await response.text())?.[1];
  expect(sandbox).toBe('allow-popups allow-popups-to-escape-sandbox');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('script-src');
});

test('the inbox is in Chinese when asked, and its links keep the language', async () => {
  const { ses, send } = await setUp();
  const id = await send();
  const page = await read(`${ses.url}/?lang=zh`);
  expect(page).toContain('<html lang="zh-CN">');
  expect(page).toContain('共 1 封邮件');
  expect(page).toContain('已送达');
  expect(page).toContain(`href="/messages/${id}?lang=zh"`);
});

test('an empty inbox and an unknown message say so', async () => {
  const { ses } = await setUp();
  expect(await read(ses.url)).toContain('No mail yet');
  const response = await fetch(`${ses.url}/messages/unknown`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('There is no such message.');
});
