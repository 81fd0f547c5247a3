import { tiers, traits } from '../../profile/classes.ts';
import { manRowsKnown } from '../../report/population/findings.ts';
import type { PopulationReport } from '../../report/population/population-report.ts';
import { customerTypes } from '../../scoring/customer-types.ts';
import type { Section, SectionOf } from '../section.ts';
import { countRow, type PopulationView } from './view.ts';
import { who, whoHasCode, whoIsNotKnown } from './who.ts';

const everybody = ({ customers }: PopulationReport): number => customers;

/** Types, tiers, MAN codes and traits, with what to do for each. */
export function kindSections(view: PopulationView): readonly Section[] {
  const { words, labels } = view.speaker;
  return [
    {
      kind: 'bars',
      title: words.types,
      texts: [words.typesNote],
      rows: customerTypes.map((name) =>
        countRow(
          {
            name: labels.types[name],
            note: labels.typeTreatments[name],
            count: ({ types }) => types[name],
            of: everybody,
            audience: who({ type: [name] }),
          },
          view,
        ),
      ),
    },
    {
      kind: 'bars',
      title: words.tiers,
      texts: [],
      rows: tiers.map((name) =>
        countRow(
          {
            name: labels.tiers[name],
            count: (one) => one.tiers[name],
            of: everybody,
            audience: who({ tier: [name] }),
          },
          view,
        ),
      ),
    },
    { kind: 'bars', title: words.man, texts: [words.manNote], rows: manRows(view) },
    {
      kind: 'bars',
      title: words.traits,
      texts: [words.traitsNote],
      rows: traits.map((name) =>
        countRow(
          {
            name: labels.traits[name],
            count: (one) => one.traits[name],
            of: everybody,
            audience: who({ traits: { include: [name] } }),
          },
          view,
        ),
      ),
    },
  ];
}

function manRows(view: PopulationView): SectionOf<'bars'>['rows'] {
  const { words, labels } = view.speaker;
  const { known, others } = manRowsKnown(view.report);
  const rows = known.map(({ code, treatment }) =>
    countRow(
      {
        name: code,
        note: labels.manTreatments[treatment],
        count: ({ man }) => man[code] ?? 0,
        of: everybody,
        audience: whoHasCode(code),
      },
      view,
    ),
  );
  if (others === 0) return rows;
  const notKnown = countRow(
    {
      name: words.notAllKnown,
      note: labels.manTreatments['find-out'],
      count: (one) => manRowsKnown(one).others,
      of: everybody,
      audience: whoIsNotKnown(),
    },
    view,
  );
  return [...rows, notKnown];
}
