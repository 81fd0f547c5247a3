import { describe, expect, test } from 'vitest';
import { countryOf } from '../../../shared/recipients/country.ts';

describe('where a customer lives', () => {
  test.each([
    ['what the shop says', { country: 'CN', locale: 'en-GB', phone: '+49 89 123456' }, 'CN'],
    ['the region of the locale', { locale: 'en-GB', phone: '+49 89 123456' }, 'GB'],
    ['that of a locale with a script', { locale: 'zh-Hans-CN' }, 'CN'],
    ['the code of the number', { locale: 'de', phone: '+49 89 123456' }, 'DE'],
    ['one written with 00', { phone: '00 353 1 234 5678' }, 'IE'],
    ['one of one digit', { phone: '+7 495 123-45-67' }, 'RU'],
    ['one that is told apart by the digit after it', { phone: '+77 01 123 4567' }, 'KZ'],
  ])('is %s', (_, contact, country) => {
    expect(countryOf(contact)).toBe(country);
  });

  test.each([
    ['nothing is known', {}],
    ['the locale is a language only', { locale: 'en' }],
    ['the locale is a region of the world', { locale: 'es-419' }],
    ['the number is written as in its own country', { phone: '089/123456' }],
    ['the number is of the code that the USA, Canada and the Caribbean share', { phone: '+1 555 123 4567' }],
  ])('is not known where %s', (_, contact) => {
    expect(countryOf(contact)).toBeUndefined();
  });
});
