import { describe, expect, test } from 'vitest';
import { renderEmail } from '../../../shared/email/template.ts';

const shop = { name: 'Tea & Co', url: 'https://tea.example/new?a=1&b=2' };
const render = (body: string, customer: object = {}) =>
  renderEmail({ subject: 'Hi', body }, { customer, shop, points: { balance: 0 } }, 'a.en.md');
const isButton = (html: string) => /<table role="presentation".*<td .*bgcolor=.*<a href=/s.test(html);

describe('a link that stands alone in its paragraph', () => {
  test('becomes a button that Outlook pads too', () => {
    const { html } = render('Hello\n\n[Have a **look**]({{ shop.url }})\n\nBye');
    expect(html).toContain(
      '<a href="https://tea.example/new?a=1&amp;b=2" style="display:inline-block;padding:',
    );
    expect(html).toContain('>Have a <strong>look</strong></a>');
    expect(html).toMatch(/<td align="center" bgcolor="#\w{6}" style="[^"]*mso-padding-alt:12px 28px/);
    expect(html).not.toMatch(/<p>\s*<(table|a)/);
  });

  test('may have spaces around it, and a title', () => {
    expect(isButton(render('  [Look](https://tea.example "Tea")  \n').html)).toBe(true);
  });

  test.each([
    ['with text beside it', 'Here: [Look](https://tea.example)'],
    ['with another beside it', '[Look](https://tea.example) [Again](https://tea.example)'],
    ['that is an address to be read', 'https://tea.example/a'],
    ['that is an address in angle brackets', '<hello@tea.example>'],
    ['around an image', '[![A cup](https://tea.example/cup.png)](https://tea.example)'],
    ['in a list', '- [Look](https://tea.example)\n\n- [Again](https://tea.example)'],
    ['in a quotation', '> [Look](https://tea.example)'],
  ])('%s stays a link', (_, body) => {
    const { html } = render(body);
    expect(html).toContain('<a href="');
    expect(isButton(html)).toBe(false);
  });

  test('cannot be made by a customer', () => {
    expect(render('{{ customer.name }}', { name: '[Win](https://evil.example)' }).html).not.toContain('<a');
  });
});

describe('a link', () => {
  test.each([
    ['javascript:alert(1)'],
    ['JaVaScRiPt:alert(1)'],
    ['java&#115;cript&colon;alert(1)'],
    ['data:text/html,x'],
    ['vbscript:x'],
    ['file:///etc/passwd'],
    ['/sale'],
    ['www.tea.example'],
    ['//tea.example'],
    ['#top'],
    ['https://'],
    [''],
  ])('to %j leads nowhere, so its text alone is shown, and it is reported', (address) => {
    const { html, text, unusable } = render(`[Go **in**](<${address}>)\n\nor ![a *cup*](<${address}>)`);
    expect(html).toBe('<p>Go <strong>in</strong></p>\n<p>or a <em>cup</em></p>');
    expect(text).toBe('Go in\n\nor a cup');
    expect(unusable).toHaveLength(2);
  });

  test.each(['https://tea.example', 'HTTP://tea.example', 'mailto:a@tea.example', 'tel:+441234'])(
    'to %s is kept',
    (address) => {
      const { html, unusable } = render(`Go [in](${address}).`);
      expect(html).toContain(`<a href="${address}">in</a>`);
      expect(unusable).toEqual([]);
    },
  );
});
