import { lifecycles, tiers, traits } from '../../../../shared/profile/classes.ts';
import { manRowsKnown, movementsIn } from '../../../../shared/report/population/findings.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import {
  emptyScoreSentences,
  limitSentences,
  movementSentences,
} from '../../../../shared/report/population/sentences.ts';
import { borderlines, customerTypes } from '../../../../shared/scoring/customer-types.ts';
import { rfmSegments, valueGroups } from '../../../../shared/scoring/rfm-cells.ts';
import { targetWords } from '../../../../shared/words/targets.ts';
import { padStart } from '../../../columns.ts';
import { targetLines } from '../../target-lines.ts';
import { heatMapLines } from './heat-map.ts';
import { heading, note, prose, type Screen, sizeRow, sizeRows, subheading } from './lines.ts';

/** Lifecycles, last night's movements and the customers on the border. */
export function lifecycleSection(report: PopulationReport, screen: Screen): string[] {
  const { words, labels } = screen;
  return [
    heading(words.sections.standing, screen),
    ...sizeRows(
      {
        classes: lifecycles,
        names: labels.lifecycles,
        customers: report.lifecycles,
        total: report.customers,
      },
      screen,
    ),
    ...limitSentences(report, screen).flatMap((sentence) => note(sentence, screen)),
    '',
    subheading(words.moved, screen),
    ...movementLines(report, screen),
    ...(report.targets.length === 0
      ? []
      : [
          '',
          subheading(targetWords[screen.language].title, screen),
          ...targetLines(report.targets, screen.language).flatMap((line) => prose(line)),
        ]),
    '',
    subheading(words.borderline, screen),
    ...note(words.borderlineNote, screen),
    ...sizeRows(
      {
        classes: borderlines,
        names: labels.borderline,
        customers: report.borderline,
        total: report.customers,
      },
      screen,
    ),
  ];
}

function movementLines(report: PopulationReport, screen: Screen): string[] {
  const { labels, number, colours } = screen;
  const { moved } = movementsIn(report);
  const lines = moved.map(({ from, to, customers, isReactivation }) => {
    const text = `  ${padStart(number(customers), 8)}  ${labels.lifecycles[from]} → ${labels.lifecycles[to]}`;
    return isReactivation ? colours.green(text) : text;
  });
  return [...lines, ...movementSentences(report, screen).map((sentence) => `  ${sentence}`)];
}

/** The heat map, the segments and the value groups. */
export function rfmSection(report: PopulationReport, screen: Screen): string[] {
  const { words, labels } = screen;
  const { rfm, customers, lifecycles: sizes } = report;
  const buyers = customers - sizes.prospect;
  return [
    heading(words.sections.rfm, screen),
    ...note(words.rfmNote, screen),
    '',
    ...heatMapLines(rfm, screen),
    ...emptyScoreSentences(report, screen).flatMap((sentence) => prose(sentence)),
    '',
    subheading(words.segments, screen),
    ...sizeRows(
      { classes: rfmSegments, names: labels.segments, customers: rfm.segments, total: buyers },
      screen,
    ),
    '',
    subheading(words.groups, screen),
    ...note(words.groupsNote, screen),
    ...sizeRows({ classes: valueGroups, names: labels.groups, customers: rfm.groups, total: buyers }, screen),
  ];
}

/** Types, traits, tiers and MAN codes. */
export function kindsSection(report: PopulationReport, screen: Screen): string[] {
  const { words, labels, colours } = screen;
  const { customers } = report;
  const types = customerTypes.flatMap((name) => [
    sizeRow(labels.types[name], 18, report.types[name], customers, screen),
    ...prose(labels.typeTreatments[name], '      ').map((line) => colours.dim(line)),
  ]);
  const { known, others } = manRowsKnown(report);
  const codes = known.map(
    ({ code, customers: count, treatment }) =>
      `${sizeRow(code, 5, count, customers, screen)}  ${labels.manTreatments[treatment]}`,
  );
  return [
    heading(words.sections.kinds, screen),
    subheading(words.types, screen),
    ...note(words.typesNote, screen),
    ...types,
    '',
    subheading(words.traits, screen),
    ...note(words.traitsNote, screen),
    ...sizeRows(
      { classes: traits, names: labels.traits, customers: report.traits, total: customers },
      screen,
    ),
    '',
    subheading(words.tiers, screen),
    ...sizeRows({ classes: tiers, names: labels.tiers, customers: report.tiers, total: customers }, screen),
    '',
    subheading(words.man, screen),
    ...note(words.manNote, screen),
    ...(codes.length === 0 && others === 0 ? [`  ${words.nobody}`] : codes),
    ...(others === 0
      ? []
      : [
          `${sizeRow('?', 5, others, customers, screen)}  ${words.notAllKnown}: ${labels.manTreatments['find-out']}`,
        ]),
  ];
}
