import type { Language } from '../../shared/language.ts';
import type { TargetReport } from '../../shared/report/targets.ts';
import { percentIn } from '../../shared/words/numbers.ts';
import { targetWords } from '../../shared/words/targets.ts';

/** How the shop stands to each of its targets, as a marketer reads it. */
export const targetLines = (targets: readonly TargetReport[], language: Language): string[] =>
  targets.map((target) => targetLine(target, language));

function targetLine(target: TargetReport, language: Language): string {
  const { name, goal, withinDays, daysCounted, of, did, isReached } = target;
  const words = targetWords[language];
  const share = (value: number) => percentIn(language)(value, 1);
  const number = (value: number) => value.toLocaleString(language);
  const comma = language === 'zh' ? '，' : '; ';
  if (of === 0) return words.nobody(words.names[name], share(goal));
  const line = words.line(
    words.names[name],
    share(did / of),
    number(did),
    number(of),
    withinDays,
    share(goal),
  );
  const verdict =
    isReached === undefined ? words.tooEarly(daysCounted) : isReached ? words.reached : words.missed;
  return `${line}${comma}${verdict}`;
}
