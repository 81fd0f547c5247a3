import { expect, test } from 'vitest';
import { renderEmail } from '../../../shared/email/template.ts';

const shop = { name: 'Tea & Co', url: 'https://tea.example/new?a=1&b=2' };
const render = (body: string, customer: object = {}) =>
  renderEmail({ subject: 'Hi', body }, { customer, shop }, 'a.en.md');

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

test('an image is never wider than a phone', () => {
  expect(render('![A cup](https://tea.example/cup.png)').html).toContain(
    '<img style="max-width:100%;height:auto" src="https://tea.example/cup.png"',
  );
});

test('a script in a template reaches nobody', () => {
  const { html, text } = render('Hello\n\n<script>alert(1)</script>\n\nthere <SCRIPT src="x">');
  expect(html).not.toMatch(/script/i);
  expect(text).not.toMatch(/script/i);
});
