import { dayIn } from '../../shared/calendar.ts';
import type { Step } from '../../shared/campaigns/campaign.ts';
import { type Delivery, outcomeOf } from '../../shared/deliveries/delivery.ts';
import { csvLine, harmlessCell } from '../../shared/files/csv-line.ts';
import type { Enrolment } from '../../shared/journeys/enrolment.ts';
import type { Language } from '../../shared/language.ts';
import { inUnits } from '../../shared/money.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { nameOf } from '../../shared/words/name-of.ts';
import { reportWords } from '../../shared/words/report.ts';
import { screenWords } from '../../shared/words/screens.ts';

/** A CSV file of those who entered a campaign, line by line. */
export interface EnrolmentCsv {
  readonly head: string;
  lineOf(this: void, enrolment: Enrolment): string;
}

/** The file for people, with a column for each step. Amounts are in whole units of the currency. */
export function enrolmentCsvFor(
  steps: readonly Step[],
  { currency, timeZone }: Pick<Settings, 'currency' | 'timeZone'>,
  language: Language,
): EnrolmentCsv {
  const { enrolled, treated, heldOut } = screenWords[language];
  const { actions } = reportWords[language];
  const { yesOrNo } = audienceWords[language];
  const cellsOf = ({ customerId, enteredAt, isHeldOut, variant, isFirst, outcome }: Enrolment) =>
    ({
      customer: harmlessCell(customerId),
      entered: dayIn(timeZone, enteredAt),
      arm: isHeldOut ? heldOut : treated,
      variant: harmlessCell(variant ?? ''),
      isFirst: yesOrNo(isFirst),
      orders: String(outcome.orders),
      spent: inUnits(outcome.spent, currency),
      optedOut: yesOrNo(outcome.hasOptedOut),
    }) satisfies Record<keyof typeof enrolled.columns, string>;
  const stepNames = steps.map(({ action }, index) => enrolled.step(index + 1, actions[action.type]));
  return {
    // The mark in front tells spreadsheets that the file is UTF-8.
    head: `\uFEFF${csvLine([...Object.values(enrolled.columns), ...stepNames])}`,
    lineOf: (enrolment) =>
      csvLine([
        ...Object.values(cellsOf(enrolment)),
        ...steps.map((_, index) => deliveryCell(enrolment.steps[index], language)),
      ]),
  };
}

/** What became of a step for one customer, and why; empty while it has not run. */
function deliveryCell(delivery: Delivery | undefined, language: Language): string {
  if (delivery === undefined) return '';
  const { colon } = reportWords[language];
  const why = reasonOf(delivery, language);
  const outcome = screenWords[language].outcomes[outcomeOf(delivery)];
  return harmlessCell(why === undefined ? outcome : `${outcome}${colon}${why}`);
}

function reasonOf(delivery: Delivery, language: Language): string | undefined {
  const { reasons, results } = reportWords[language];
  switch (delivery.state) {
    case 'skipped':
      return nameOf(reasons, delivery.reason);
    case 'failed':
      return delivery.error;
    case 'queued':
      return delivery.result && results[delivery.result];
    default:
      return undefined;
  }
}
