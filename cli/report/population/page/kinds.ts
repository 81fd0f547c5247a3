import { type Html, html } from '../../../../shared/html.ts';
import { tiers, traits } from '../../../../shared/profile/classes.ts';
import { manRowsIn, manRowsKnown } from '../../../../shared/report/population/findings.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import { customerTypes } from '../../../../shared/scoring/customer-types.ts';
import { card, section, sizeTable } from './elements.ts';

/** Types, traits, tiers and MAN codes. */
export function kindsSection(report: PopulationReport, speaker: Speaker): Html {
  const { words, labels } = speaker;
  const table = (rows: Parameters<typeof sizeTable>[0]) => sizeTable(rows, report.customers, speaker);
  const types = customerTypes.map((name) => ({
    name: labels.types[name],
    customers: report.types[name],
    note: labels.typeTreatments[name],
  }));
  const { known, others } = manRowsKnown(report);
  const all = manRowsIn(report).map(({ code, customers }) => ({ name: code, customers }));
  const codes = [
    ...known.map(({ code, customers, treatment }) => ({
      name: code,
      customers,
      note: labels.manTreatments[treatment],
    })),
    ...(others === 0
      ? []
      : [{ name: words.notAllKnown, customers: others, note: labels.manTreatments['find-out'] }]),
  ];
  return section(
    'kinds',
    words.sections.kinds,
    [],
    html`<div class="grid"><div class="stack">
${card(words.types, words.typesNote, table(types))}
${card(words.tiers, undefined, table(tiers.map((name) => ({ name: labels.tiers[name], customers: report.tiers[name] }))))}
</div><div class="stack">
${card(words.man, words.manNote, codes.length === 0 ? html`<p>${words.nobody}</p>` : html`${sizeTable(codes, report.customers, speaker, 'codes')}<details><summary>${words.allCodes}</summary>${sizeTable(all, report.customers, speaker, 'codes')}</details>`)}
${card(words.traits, words.traitsNote, table(traits.map((name) => ({ name: labels.traits[name], customers: report.traits[name] }))))}
</div></div>`,
  );
}
