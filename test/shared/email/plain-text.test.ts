import fc from 'fast-check';
import { expect, test } from 'vitest';
import { renderEmail } from '../../../shared/email/template.ts';

const shop = { name: 'Tea & Co', url: 'https://tea.example/new?a=1&b=2' };
const render = (body: string, customer: object = {}) =>
  renderEmail({ subject: 'Hi', body }, { customer, shop, points: { balance: 0 } }, 'a.en.md');

test('the plain-text part of an email has no Markdown in it', () => {
  const body = `# News

Hello **{{ customer.name | default: "you" }}**, it is *spring*:

- green [tea]({{ shop.url }})
- \`black\` tea

1. first
2. second

![A cup](https://tea.example/cup.png)

---

[https://tea.example](https://tea.example)
`;
  expect(render(body, { name: '*Ada* <b>' }).text).toBe(`News

Hello *Ada* <b>, it is spring:

- green tea: https://tea.example/new?a=1&b=2
- black tea

1. first
2. second

A cup

----

https://tea.example`);
});

test('the plain-text part shows what a button says, and where it leads', () => {
  expect(render('[Have a **look**]({{ shop.url }})').text).toBe(
    'Have a look: https://tea.example/new?a=1&b=2',
  );
  expect(render('[去看看]({{ shop.url }})').text).toBe('去看看：https://tea.example/new?a=1&b=2');
});

test('the plain-text part has no HTML, no code and no entities of a template', () => {
  const body =
    'Tea &amp; cake<br>\n\n<style>p { color: red }</style><!-- note -->\n\n<div align="center">Hi</div>';
  expect(render(body).text).toBe('Tea & cake\n\nHi');
});

test('the plain-text part shows what a customer typed as it was typed', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (typed) => {
      const name = typed.replace(/\s+/g, ' ');
      fc.pre(name.trim() !== '');
      expect(render('Hello «{{ customer.name }}»', { name }).text).toBe(`Hello «${name}»`);
    }),
  );
});
