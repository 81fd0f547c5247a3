import { describe, expect, test } from 'vitest';
import { nameInEmail } from '../../../shared/email/customer-name.ts';
import { renderEmail } from '../../../shared/email/template.ts';
import { visibleLine } from '../../../shared/text.ts';

describe('the name in an email', () => {
  test.each([
    ['Ada Lovelace', 'Ada'],
    ["O'Brien, Pat", 'Pat'],
    ['Dr. Anna Weber', 'Anna'],
    ['Prof. Dr. Anna Weber', 'Anna'],
    ['Frau Dipl.-Ing. Anna Weber', 'Anna'],
    ['Weber, Dr. Anna', 'Anna'],
    ['Don Draper', 'Don'],
    ['Mme Curie', 'Curie'],
    ['  Ada   Lovelace ', 'Ada'],
    ['李雷', '李雷'],
    ['Jean-Luc Picard', 'Jean-Luc'],
    ['Dr.', 'Dr.'],
    ['Søren', 'Søren'],
    ['Ada\r\nBcc: everyone', 'Ada'],
    ['\u202eadA', 'adA'],
  ])('of %j has the first name %j', (name, firstName) => {
    expect(nameInEmail(name)?.firstName).toBe(firstName);
  });

  test.each([
    [''],
    ['   \u200b '],
    ['https://evil.example/win'],
    ['You won! www.evil.example'],
    ['Visit evil.example/now'],
    ['ann@example.com'],
    ['Congratulations, you have been chosen to receive a prize of 10,000'],
  ])('%j is nobody’s, so the template falls back', (name) => {
    expect(nameInEmail(name)).toBeUndefined();
  });

  test.each(['===', '---', '# 王', '> 王', '1. 王', '- 王', '```', '**王**', '[王](https://evil.example)'])(
    'that looks like Markdown, such as %j, stays the text it is',
    (name) => {
      const variables = {
        customer: { name, firstName: name },
        shop: { name: 'Tea', url: 'https://tea.example' },
        points: { balance: 0 },
      };
      const body = '{{ customer.name }}：\n\nHello\n{{ customer.name }}\n\nBye';
      const { html } = renderEmail({ subject: 'x', body }, variables, 'test');
      expect(html).not.toMatch(/<(h\d|hr|li|ol|ul|blockquote|pre|code|strong|a)\b/);
    },
  );
});

describe('a line from outside', () => {
  test('shows all that it has, and moves nothing on a terminal', () => {
    expect(visibleLine('Ann\u001b[31m\u0007 \u2028 X')).toBe('Ann [31m X');
    expect(visibleLine('می\u200cخواهم 👩\u200d👧')).toBe('می\u200cخواهم 👩\u200d👧');
  });
});
