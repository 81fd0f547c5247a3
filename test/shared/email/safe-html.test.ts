import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeHtml } from '../../../shared/email/safe-html.ts';
import { renderEmail } from '../../../shared/email/template.ts';

const render = (body: string) =>
  renderEmail(
    { subject: 'Hi', body },
    { customer: {}, shop: { name: 'Tea', url: 'https://tea.example' }, points: { balance: 0 } },
    'a',
  );

/** Whatever a mail program could run, or take for the style of the whole mail. */
const active =
  /<\/?(script|style|iframe|object|embed|form|svg|link|meta|base)|<[^>]*\son\w+\s*=|(javascript|vbscript):/i;

describe('the HTML of a template', () => {
  test.each([
    ['<script>alert(1)</script>'],
    ['<SCRIPT src="x">there'],
    ['<scr<script></script>ipt>alert(1)</script>'],
    ['<style>p { display: none }</style>'],
    ['<style>never closed'],
    ['<p onclick="x()">a</p>'],
    ['<img src="https://a.example/x.png" onerror=x()>'],
    ['<img/src=x/onerror=x()>'],
    ['<a href="javascript:x()">a</a>'],
    ['<a href=javascript:x()>a</a>'],
    ["<a href='jav&#x09;ascript:x()'>a</a>"],
    ['<a href="&#106;avascript:x()">a</a>'],
    ['<a href="java\nscript:x()">a</a>'],
    ['<a href="https://a.example" href="javascript:x()">a</a>'],
    ['<svg onload=x()><a href="javascript:x()">a</a></svg>'],
    ['<p style="width:expression(x())">a</p>'],
    ['<p style="background:url(javascript:x())">a</p>'],
    ['<iframe src="https://a.example"></iframe>'],
    ['<form action="https://a.example"><input></form>'],
    ['<base href="https://evil.example"><meta http-equiv="refresh" content="0">'],
    ['<!--[if mso]><script>x()</script><![endif]-->'],
    ['<noscript><p title="</noscript><img src=x onerror=x()>">'],
    ['<p title="\'><script>x()</script>">'],
    ['<a title="x" <script>x()</script>'],
  ])('%s gets through without what it would run', (markup) => {
    for (const body of [markup, `Hello ${markup} there`]) expect(render(body).html).not.toMatch(active);
  });

  test('keeps what an email is built from', () => {
    const table =
      '<table width="300" bgcolor="#fff"><tr><td style="padding:8px" align=center>Hi <b>you</b></td></tr></table>';
    expect(safeHtml(table)).toBe(
      '<table width="300" bgcolor="#fff" style="max-width:100%"><tr><td style="padding:8px" align="center">Hi <b>you</b></td></tr></table>',
    );
    expect(safeHtml('<a ses:no-track href="https://a.example/?a=1&amp;b=2">x</a>')).toBe(
      '<a ses:no-track href="https://a.example/?a=1&amp;b=2">x</a>',
    );
    expect(safeHtml('caf&eacute; <abbr title="caf&eacute;">1 < 2</abbr>')).toBe(
      'caf&eacute; <abbr title="caf&eacute;">1 &lt; 2</abbr>',
    );
  });

  test('shows an image no wider than a phone, whatever its own style says', () => {
    expect(render('![A cup](https://tea.example/cup.png)').html).toBe(
      '<p><img src="https://tea.example/cup.png" alt="A cup" style="max-width:100%;height:auto"></p>',
    );
    expect(safeHtml('<img src="https://a.example/x.png" style="width:900px;height:5px">')).toContain(
      'style="width:900px;height:5px;max-width:100%;height:auto"',
    );
  });

  test('closes what it opens, and closes nothing else', () => {
    expect(safeHtml('<div><a href="https://a.example">x')).toBe(
      '<div><a href="https://a.example">x</a></div>',
    );
    expect(safeHtml('</td></table>x</div>')).toBe('x');
    expect(safeHtml('<b><i>x</b>y</i>')).toBe('<b><i>x</i></b>y');
  });

  test('is safe whatever it is pieced together from, and made safe again stays the same', () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '"',
        "'",
        '/',
        '=',
        ' ',
        '&#106;',
        '<!--',
        '-->',
        '<script',
        '</script>',
        '<style>',
        '<a ',
      ],
      ...[
        'href',
        'javascript:x',
        'onclick',
        'style',
        '<p',
        '<img src',
        '</',
        'expression(',
        'https://a.example',
        'x',
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const once = safeHtml(pieces.join(''));
        for (const [tag] of once.matchAll(/<[^>]*>/g))
          expect(tag).not.toMatch(/\son\w+=|<\/?(script|style)\b|(href|src)="(?!https?:)/i);
        expect(safeHtml(once)).toBe(once);
      }),
      { numRuns: 3000 },
    );
  });
});
