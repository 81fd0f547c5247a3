import { describe, expect, test } from 'vitest';
import { createTimeReader } from '../../../connectors/csv/time.ts';

const reader = (format: string) => createTimeReader(format, 'Europe/London');
const inLondon = (format: string) => {
  const read = reader(format);
  return (text: string) => read(text)?.at;
};

describe('the time of a row', () => {
  test.each([
    ['2010-12-01 08:26:00', '2010-12-01T08:26:00.000Z'],
    ['2011-07-01 08:26:00', '2011-07-01T07:26:00.000Z'],
    ['2011-07-01T08:26', '2011-07-01T07:26:00.000Z'],
    ['2011-07-01', '2011-06-30T23:00:00.000Z'],
    ['2011-07-01T08:26:00Z', '2011-07-01T08:26:00.000Z'],
    ['2025-10-07 09:50:26 +0200', '2025-10-07T07:50:26.000Z'],
    ['2025-10-07T09:50:26.123-05:30', '2025-10-07T15:20:26.123Z'],
    ['2025-10-07 09:50:26 UTC', '2025-10-07T09:50:26.000Z'],
    ['2024-03-01 10:00:00.123+00', '2024-03-01T10:00:00.123Z'],
    ['2024-03-01 10:00:00.123456+0530', '2024-03-01T04:30:00.123Z'],
    ['2024-03-01 10:00:00 +0000 UTC', '2024-03-01T10:00:00.000Z'],
    ['2024/3/1 9:05', '2024-03-01T09:05:00.000Z'],
    ['2024年3月1日 09:05', '2024-03-01T09:05:00.000Z'],
    ['Jan 5, 2024, 10:21:41\u202fAM', '2024-01-05T10:21:41.000Z'],
    ['January 5, 2024 at 1:05 p.m.', '2024-01-05T13:05:00.000Z'],
    ['Fri, 05 Jan 2024 10:21:41 +0000', '2024-01-05T10:21:41.000Z'],
    ['05-JAN-2024', '2024-01-05T00:00:00.000Z'],
    ['5. März 2024', '2024-03-05T00:00:00.000Z'],
    ['5 mars 2024 à 10:00', '2024-03-05T10:00:00.000Z'],
    ['5 de enero de 2024', '2024-01-05T00:00:00.000Z'],
  ])('reads %s without a format', (text, moment) => {
    expect(inLondon('iso')(text)).toBe(moment);
  });

  test.each([
    ['M/D/YYYY H:mm', '12/1/2010 8:26', '2010-12-01T08:26:00.000Z'],
    ['DD/MM/YYYY HH:mm:ss', '01/07/2011 08:26:30', '2011-07-01T07:26:30.000Z'],
    ['DD.MM.YY', '24.12.11', '2011-12-24T00:00:00.000Z'],
    ['M/D/YYYY h:mm A', '12/1/2010 12:05 am', '2010-12-01T00:05:00.000Z'],
    ['M/D/YYYY h:mm A', '12/1/2010 12:05 PM', '2010-12-01T12:05:00.000Z'],
    ['YYYY/MM/DD HH:mm Z', '2010/12/01 08:26 +08:00', '2010-12-01T00:26:00.000Z'],
    ['D MMM YYYY H:mm', '5 Mär. 2024 8:00', '2024-03-05T08:00:00.000Z'],
    ['YYYY年M月D日 HH:mm', '2010年12月1日 08:26', '2010-12-01T08:26:00.000Z'],
  ])('reads the format %s: %s', (format, text, moment) => {
    expect(inLondon(format)(text)).toBe(moment);
  });

  test('can be a day and no more', () => {
    expect(reader('iso')('2011-07-01')).toEqual({ at: '2011-06-30T23:00:00.000Z', on: '2011-07-01' });
    expect(reader('DD.MM.YY')('24.12.11')).toEqual({ at: '2011-12-24T00:00:00.000Z', on: '2011-12-24' });
    expect(reader('iso')('5. März 2024')?.on).toBe('2024-03-05');
    for (const text of ['2011-07-01 00:00', '2011-07-01T00:00:00Z', '2024年3月1日 00:00'])
      expect(reader('iso')(text)).not.toHaveProperty('on');
  });

  test('is not a time when the day or hour does not exist', () => {
    const iso = inLondon('iso');
    for (const text of [
      '2011-02-31',
      '2011-13-01',
      '2011-01-01 24:30',
      '2011-01-01 10:61',
      '1811-01-01',
      '',
      'soon',
    ]) {
      expect(iso(text), text).toBeUndefined();
    }
    expect(inLondon('M/D/YYYY h:mm A')('12/1/2010 13:05 PM')).toBeUndefined();
  });

  test('is never guessed when it is unclear which is month and which is day', () => {
    expect(inLondon('iso')('12/1/2010 8:26')).toBeUndefined();
  });

  test('needs a valid format', () => {
    expect(() => inLondon('H:mm')).toThrow(/year, month and day/);
    expect(() => inLondon('M/D/YYYY h:mm')).toThrow(/AM or PM/);
    expect(() => inLondon('YYYY-MM-DD D')).toThrow(/each part only once/);
  });
});
