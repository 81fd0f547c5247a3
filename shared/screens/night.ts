import { readStepFailure } from '../journeys/step-failure.ts';
import type { Language } from '../language.ts';
import { dollarsFor } from '../night/capacity.ts';
import { type FailedStep, isClosed, type Night, type NightReport } from '../night/night.ts';
import type { Settings } from '../settings/settings.ts';
import { lifecycleWords } from '../words/lifecycle.ts';
import { nameOf } from '../words/name-of.ts';
import { dollarsText, durationText } from '../words/night-figures.ts';
import { type NightWords, nightWords } from '../words/nights.ts';
import type { Section, SectionOf } from './section.ts';
import { waitingText } from './waiting-text.ts';

/** A night, and what is needed to say what became of it. */
export interface NightView {
  readonly night: Night;
  /** True when the population of the night was fitted, so that it broke off no earlier than that. */
  readonly isFitted: boolean;
  /** True when a later night has run, which has made up for one that broke off. */
  readonly isOvertaken: boolean;
  readonly settings: Pick<Settings, 'timeZone'>;
  readonly language: Language;
}

/** A night as a screen shows it: what became of it and what to do, what it counted, how long it took, what it cost. */
export function nightSections(view: NightView): readonly Section[] {
  const { night } = view;
  return [verdictSection(view), ...(isClosed(night) ? reportSections(night.progress.report, view) : [])];
}

function verdictSection({ night, isFitted, isOvertaken, language }: NightView): SectionOf<'verdict'> {
  const words = nightWords[language];
  const { progress } = night;
  if (progress.state === 'running')
    return { kind: 'verdict', tone: 'neutral', title: words.verdicts.running, texts: [words.runningText] };
  if (progress.state === 'failed')
    return {
      kind: 'verdict',
      tone: isOvertaken ? 'warning' : 'negative',
      title: words.verdicts.failed,
      texts: [
        isFitted ? words.brokeOff.later : words.brokeOff.measuring,
        whyFailed(progress, language),
        isOvertaken ? words.overtaken : words.resume,
      ],
    };
  const isComplete = progress.report.stepsFailed === 0;
  return {
    kind: 'verdict',
    tone: isComplete ? 'positive' : 'warning',
    title: isComplete ? words.verdicts.closed : words.verdicts.incomplete,
    texts: [],
  };
}

/** In plain words where the kind of failure is known, and with what the program says. */
function whyFailed(
  { error, cause }: { readonly error: string; readonly cause: string },
  language: Language,
): string {
  const words = nightWords[language];
  if (error === 'ABORTED' || error === 'TIMED_OUT') return words.ended[error];
  const { kind, detail } = readStepFailure(`${error}: ${cause}`);
  return words.why(lifecycleWords[language].failures[kind], detail.slice(0, detailShown));
}

/** A cause may be pages of a stack trace. */
const detailShown = 300;

function reportSections(report: NightReport, view: NightView): readonly Section[] {
  const words = nightWords[view.language];
  const number = numbersIn(view.language);
  return [
    ...failureSections(report, view),
    ...budgetSections(report, view),
    countedSection(report, words, number),
    ...durationSections(report, words),
    ...campaignSections(words.enteredTitle, [], report.entered, number),
    ...campaignSections(words.excludedTitle, [words.excludedText], report.excluded, number),
    costSection(report, words, number),
  ];
}

type Format = (value: number) => string;

const numbersIn = (language: Language): Format => {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  return (value) => whole.format(value);
};

/** How many customers entered any campaign in a night; one who entered two counts twice. */
export const enteredIn = ({ entered }: Pick<NightReport, 'entered'>): number =>
  Object.values(entered).reduce((sum, count) => sum + count, 0);

function countedSection(report: NightReport, words: NightWords, number: Format): Section {
  const { waiting, escalated } = report.callbacks;
  const figures: readonly (readonly [name: string, count: number])[] = [
    [words.customers, report.customers],
    [words.changed, report.changed],
    [words.cameBack, report.reactivated],
    [words.entered, enteredIn(report)],
    [words.stepsRun, report.stepsRun],
    ...(report.stepsFailed === 0 ? [] : ([[words.stepsFailed, report.stepsFailed]] as const)),
    [words.callsWaiting, waiting],
    ...(escalated === 0 ? [] : ([[words.callsOverdue, escalated]] as const)),
  ];
  return {
    kind: 'figures',
    title: words.figuresTitle,
    texts: [],
    rows: figures.map(([name, count]) => ({ name, figure: number(count) })),
  };
}

function durationSections({ durationsMs }: NightReport, words: NightWords): readonly Section[] {
  const total = Object.values(durationsMs).reduce((sum, ms) => sum + ms, 0);
  // A simulated clock stands still while a night runs.
  if (total === 0) return [];
  const section: Section = {
    kind: 'bars',
    title: words.durationTitle,
    texts: [words.total(durationText(total, words))],
    rows: Object.entries(durationsMs).map(([part, ms]) => ({
      name: nameOf(words.parts, part),
      value: ms,
      text: durationText(ms, words),
    })),
  };
  return [section];
}

const campaignSections = (
  title: string,
  texts: readonly string[],
  counts: Readonly<Record<string, number>>,
  number: Format,
): Section[] =>
  Object.keys(counts).length === 0
    ? []
    : [
        {
          kind: 'bars',
          title,
          texts: [...texts],
          rows: Object.entries(counts)
            .sort(([, one], [, other]) => other - one)
            .map(([name, count]) => ({ name, value: count, text: number(count) })),
        },
      ];

function failureSections(
  { failures, stepsFailed }: NightReport,
  { settings, language }: NightView,
): Section[] {
  if (stepsFailed === 0) return [];
  const words = nightWords[language];
  const more = stepsFailed - failures.length;
  const why = ({ at, error, stoppedBy }: FailedStep) =>
    waitingText(
      stoppedBy === undefined ? { for: 'retry', error, failedAt: at } : { for: stoppedBy, since: at },
      language,
      settings,
    );
  return [
    {
      kind: 'notes',
      tone: 'warning',
      title: words.failuresTitle,
      texts: [
        ...failures.map((one) => words.failure(one.campaign, one.version, one.step + 1, one.slot, why(one))),
        ...(more > 0 ? [words.moreFailures(numbersIn(language)(more))] : []),
      ],
    },
  ];
}

function budgetSections({ outOfBudget }: NightReport, { language }: NightView): Section[] {
  if (outOfBudget.length === 0) return [];
  const words = nightWords[language];
  const { parts } = lifecycleWords[language].budget;
  const number = numbersIn(language);
  return [
    {
      kind: 'notes',
      tone: 'warning',
      title: words.budgetTitle,
      texts: outOfBudget.map(({ campaign, part, limit }) =>
        words.budget(campaign, parts[part](number(limit))),
      ),
    },
  ];
}

function costSection({ capacity }: NightReport, words: NightWords, number: Format): Section {
  return {
    kind: 'figures',
    title: words.costTitle,
    texts: [words.costText],
    rows: [
      { name: words.readUnits, figure: number(capacity.readUnits) },
      { name: words.writeUnits, figure: number(capacity.writeUnits) },
      { name: words.dollars, figure: dollarsText(dollarsFor(capacity)) },
    ],
  };
}
