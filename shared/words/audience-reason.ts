import type { AudienceReason, Statement, Unit } from '../explain/audience-reason.ts';
import type { Language } from '../language.ts';
import { type Currency, formatMoney } from '../money.ts';
import { type AudienceWords, audienceWords } from './audience.ts';
import { nameOf } from './name-of.ts';
import { percentIn } from './numbers.ts';

/** One line of an explanation; `depth` counts the groups that it is in. */
export interface ReasonLine {
  readonly depth: number;
  readonly holds: boolean;
  readonly text: string;
}

/** An explanation as lines, each group before what it contains. */
export function linesOf(
  reason: AudienceReason,
  language: Language,
  currency: Currency,
  depth = 0,
): readonly ReasonLine[] {
  const words = audienceWords[language];
  const { holds } = reason;
  if (reason.of === 'condition') {
    const say = (statement: Statement) => sentenceFor(statement, words, language, currency);
    const about = nameOf(words.conditions, reason.condition);
    const found = typeof reason.says === 'string' ? words.absent[reason.says] : say(reason.says);
    return [{ depth, holds, text: words.condition(about, say(reason.asked), found) }];
  }
  const heading = reason.of === 'audience' ? words.audience(reason.name) : words.groups[reason.of];
  const inner = reason.parts.flatMap((part) => linesOf(part, language, currency, depth + 1));
  if (reason.of === 'all' && inner.length === 0) return [{ depth, holds, text: words.everybody }];
  return [{ depth, holds, text: heading }, ...inner];
}

/** A demand or a value in words. */
function sentenceFor(
  statement: Statement,
  words: AudienceWords,
  language: Language,
  currency: Currency,
): string {
  const say = (inner: Statement) => sentenceFor(inner, words, language, currency);
  const amount = (unit: Unit, number: number) =>
    words.amount(shown(unit, number, language, currency), unit, number);
  switch (statement.is) {
    case 'words':
      return words.list(
        statement.words.map((word) => nameOf(words.names[statement.of], word)),
        statement.wanted,
      );
    case 'amount':
      return amount(statement.unit, statement.amount);
    case 'range': {
      const { unit, atLeast, atMost } = statement;
      if (atLeast === undefined) return words.atMost(amount(unit, atMost ?? 0));
      if (atMost === undefined) return words.atLeast(amount(unit, atLeast));
      if (atLeast === atMost) return words.exactly(amount(unit, atLeast));
      return words.between(shown(unit, atLeast, language, currency), amount(unit, atMost));
    }
    case 'yes-or-no':
      return words.yesOrNo(statement.answer);
    case 'dated':
      return words.dated(statement.name, statement.on);
    case 'within':
      return words.within(say(statement.statement), statement.days);
    case 'in-months':
      return words.inMonths(say(statement.statement), statement.months);
    case 'both':
      return words.join(statement.statements.map(say));
    case 'parts':
      return words.join(
        statement.parts.map(({ part, statement: inner }) => words.part(words.parts[part], say(inner))),
      );
  }
}

function shown(unit: Unit, number: number, language: Language, currency: Currency): string {
  if (unit === 'money') return formatMoney({ minor: number, currency }, language);
  return unit === 'share'
    ? percentIn(language)(number)
    : number.toLocaleString(language, { maximumFractionDigits: 2 });
}
