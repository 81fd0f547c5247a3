import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instant } from '../../../shared/calendar.ts';
import { type Preview, previewIn, previewToken } from '../../../shared/email/preview-link.ts';
import { previewPage } from '../../../shared/email/preview-page.ts';
import { campaignIdSchema, customerIdSchema } from '../../../shared/ids.ts';
import { rotateKey, seededSecrets } from '../../../shared/settings/secrets.ts';

const { links: keys, coupons } = seededSecrets('preview');
const now = instant('2026-12-09T12:00:00Z');
const preview: Preview = {
  campaign: campaignIdSchema.parse('spring'),
  revision: 7,
  step: 0,
  template: 'hello',
  language: 'en',
  customerId: customerIdSchema.parse('ann@shop.example'),
  isDark: false,
  until: instant('2026-12-09T12:05:00Z'),
};
const token = previewToken(preview, keys);

describe('the address of a preview', () => {
  test('shows what it was sealed for until its time is over, also when the key has been rotated since', () => {
    expect(previewIn(token, keys, now)).toEqual(preview);
    expect(previewIn(token, rotateKey(keys), preview.until)).toEqual(preview);
    expect(previewIn(token, keys, instant('2026-12-09T12:05:01Z'))).toBeUndefined();
  });

  test('says neither who nor what: an id may be an address', () => {
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).not.toMatch(/ann|spring|hello/);
  });

  test('opens nothing for another shop, nor with a key for another purpose', () => {
    expect(previewIn(token, seededSecrets('another').links, now)).toBeUndefined();
    expect(previewIn(token, coupons, now)).toBeUndefined();
  });

  test('opens nothing once any letter of it is another', () => {
    const at = fc.integer({ min: 0, max: token.length - 1 });
    fc.assert(
      fc.property(at, fc.constantFrom('A', 'b', '7', '.', '-'), (place, letter) => {
        const forged = token.slice(0, place) + letter + token.slice(place + 1);
        const same = Buffer.from(forged.split('.')[1] ?? '', 'base64url').equals(
          Buffer.from(token.split('.')[1] ?? '', 'base64url'),
        );
        fc.pre(!same || forged.split('.')[0] !== token.split('.')[0]);
        expect(previewIn(forged, keys, now)).toBeUndefined();
      }),
    );
  });

  test.each([
    '',
    '.',
    '1',
    '1.',
    '1.AAAA',
    '1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    '__proto__.x',
    `${token}.x`.slice(3),
  ])('that is %j opens nothing', (odd) => {
    expect(previewIn(odd, keys, now)).toBeUndefined();
  });
});

describe('the page of a preview', () => {
  const page = (body: string, isDark = false) =>
    previewPage(`<html><head><title>x</title></head><body>${body}</body></html>`, { isDark });

  test('has no link that leads anywhere, and says where each would lead', () => {
    const html = page(
      '<a href="https://shop.example/?a=1&amp;b=2" style="color:red">x</a><a ses:no-track href="https://u.example/t">y</a><a href="mailto:a@b.example">z</a>',
    );
    expect([...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to)).toEqual(['#', '#', '#']);
    expect([...html.matchAll(/title="([^"]*)"/g)].map(([, to]) => to)).toEqual([
      'https://shop.example/?a=1&amp;b=2',
      'https://u.example/t',
      'mailto:a@b.example',
    ]);
    expect(html).toContain('style="color:red"');
  });

  test('turns colours round only in the dark, but not those of pictures', () => {
    expect(page('')).not.toContain('filter');
    expect(page('', true)).toMatch(/html\{[^}]*invert\(1\).*img\{[^}]*invert\(1\)/);
  });
});
