import { expect, test } from 'vitest';
import { plainDate } from '../../../shared/calendar.ts';
import { timeZoneNameSchema } from '../../../shared/ids.ts';
import { timeZoneOf } from '../../../shared/recipients/time-zone.ts';

const zone = (contact: Parameters<typeof timeZoneOf>[0], shop = 'Europe/Paris') =>
  timeZoneOf(contact, timeZoneNameSchema.parse(shop), plainDate('2026-11-26'));

test('a customer lives by the clock of the country, whatever says which it is', () => {
  expect(zone({ country: 'JP' })).toBe('Asia/Tokyo');
  expect(zone({ locale: 'en-GB' })).toBe('Europe/London');
  expect(zone({ phone: '+86 138 0013 8000' })).toBe('Asia/Shanghai');
  expect(zone({ country: 'IN', locale: 'en-GB', phone: '+86 138 0013 8000' })).toBe('Asia/Kolkata');
});

test('a customer of whom nothing says where lives by the clock of the shop', () => {
  expect(zone({})).toBe('Europe/Paris');
  expect(zone({ locale: 'en', phone: '020 7946 0018' })).toBe('Europe/Paris');
  expect(zone({ country: 'XX' })).toBe('Europe/Paris');
});

test('countries whose clocks show the same time all year are one zone', () => {
  for (const country of ['DE', 'ES', 'PL', 'SE']) expect(zone({ country })).toBe('Europe/Paris');
  expect(zone({ country: 'DE' }, 'Europe/London')).toBe('Europe/Berlin');
  // The same in winter only.
  expect(zone({ country: 'DZ' })).toBe('Africa/Lagos');
});

test('in a country with several clocks, that of a shop there holds for everybody', () => {
  expect(zone({ country: 'US' })).toBe('America/Chicago');
  expect(zone({ country: 'US' }, 'America/New_York')).toBe('America/New_York');
  expect(zone({ country: 'AU' }, 'Australia/Perth')).toBe('Australia/Perth');
  expect(zone({ country: 'US' }, 'America/Toronto')).toBe('America/Chicago');
});

test('every zone of the table is one that this runtime knows', () => {
  for (const country of ['AF', 'CL', 'EG', 'GS', 'NF', 'PM', 'PN', 'TO', 'WF', 'YT'])
    expect(() => new Intl.DateTimeFormat('en', { timeZone: zone({ country }) })).not.toThrow();
});
