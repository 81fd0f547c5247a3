import { describe, expect, test } from 'vitest';
import { instant, plainDate } from '../../../shared/calendar.ts';
import { campaignIdSchema } from '../../../shared/ids.ts';
import { type Language, languages } from '../../../shared/language.ts';
import { isClosed, type Night, type NightReport } from '../../../shared/night/night.ts';
import { nightSections } from '../../../shared/screens/night.ts';
import { defaultSettings } from '../../../shared/settings/settings.ts';
import { dollarsText, durationText } from '../../../shared/words/night-figures.ts';
import { nightWords } from '../../../shared/words/nights.ts';
import { closedNight } from '../operations/closed-night.ts';

const date = plainDate('2026-11-26');
const at = instant('2026-11-26T04:12:00Z');

const shown = (night: Night, isFitted = true, language: Language = 'en', isOvertaken = false) =>
  nightSections({ night, isFitted, isOvertaken, settings: defaultSettings, language });
const textsOf = (night: Night, isFitted?: boolean, language?: Language) =>
  shown(night, isFitted, language).flatMap(({ texts }) => texts);

const closed = (more: Partial<NightReport>): Night => {
  const night = closedNight(date, 3000);
  if (!isClosed(night)) throw new Error('the night is closed');
  const { progress } = night;
  return { ...night, progress: { ...progress, report: { ...progress.report, ...more } } };
};
const failed = (error: string, cause = ''): Night => ({
  ...closedNight(date),
  progress: { state: 'failed', at, error, cause },
});

describe('a night that broke off', () => {
  test('says how far it came, why in plain words, and that running it again goes on', () => {
    const thrown = JSON.stringify({ errorType: 'ContentionError', errorMessage: 'others write it too' });
    const [far, why, next] = textsOf(failed('ContentionError', thrown), false);
    expect(far).toContain('while customers were being measured');
    expect(why).toBe('Why: other runs kept changing the same item (ContentionError: others write it too).');
    expect(next).toContain('Run it again');
    expect(textsOf(failed('States.Timeout'))[0]).toContain('after customers had been measured');
  });

  test.each(languages)('says in %s that somebody stopped it, or that it took too long', (language) => {
    const words = nightWords[language];
    expect(textsOf(failed('ABORTED'), true, language)).toContain(words.ended.ABORTED);
    expect(textsOf(failed('TIMED_OUT'), true, language)).toContain(words.ended.TIMED_OUT);
  });

  test('needs nothing once a later night has run', () => {
    const [verdict] = shown(failed('ABORTED'), true, 'en', true);
    expect(verdict).toMatchObject({ tone: 'warning' });
    expect(verdict?.texts.at(-1)).toBe(nightWords.en.overtaken);
  });

  test('does not show pages of a stack trace', () => {
    for (const text of textsOf(failed('Error', 'at x\n'.repeat(5000)))) expect(text.length).toBeLessThan(500);
  });
});

describe('a night that has closed', () => {
  test('warns of each step that did not finish, and says what happens to it', () => {
    const failure = { campaign: campaignIdSchema.parse('win-back'), version: 2, slot: date, at };
    const night = closed({
      stepsFailed: 3,
      failures: [
        { ...failure, step: 0, error: 'States.Timeout: ' },
        { ...failure, step: 1, error: "SES's daily quota", stoppedBy: 'daily-quota' },
      ],
    });
    expect(shown(night)[0]).toMatchObject({ kind: 'verdict', tone: 'warning' });
    const [, notes] = shown(night);
    expect(notes?.texts).toEqual([
      expect.stringMatching(
        /^win-back, version 2, step 1 of those who entered 2026-11-26: failed at .* and is tried again: it was not ready in time/,
      ),
      expect.stringContaining('step 2 of those who entered 2026-11-26: waits since'),
      'and 1 more; the page of each campaign has them',
    ]);
  });

  test('adds its parts up, and prices its capacity', () => {
    const night = closed({
      durationsMs: { open: 800, measure: 61_000, rescore: 3_600_000 },
      capacity: { readUnits: 2e6, writeUnits: 1e6 },
    });
    const bars = shown(night).find(({ kind }) => kind === 'bars');
    expect(bars).toMatchObject({
      texts: ['1 h 1 min altogether.'],
      rows: [{ text: '0.8 s' }, { text: '1 min 1 s' }, { text: '1 h 0 min' }],
    });
    const cost = shown(night).at(-1);
    expect(cost?.kind === 'figures' && cost.rows.at(-1)?.figure).toBe('$0.88');
  });
});

test.each<[ms: number, text: string]>([
  [0, '0.0 s'],
  [9_949, '9.9 s'],
  [59_600, '1 min 0 s'],
  [3_599_600, '1 h 0 min'],
])('%d ms are written as %s', (ms, text) => expect(durationText(ms, nightWords.en)).toBe(text));

test('less than a cent is not written as nothing', () => {
  expect([0.0038, 0.01, 12.345].map(dollarsText)).toEqual(['<$0.01', '$0.01', '$12.35']);
});
