import { type Html, html } from '../../../../shared/html.ts';
import { tiers, traits } from '../../../../shared/profile/classes.ts';
import { manRowsIn } from '../../../../shared/report/population/findings.ts';
import type { PopulationReport } from '../../../../shared/report/population/population-report.ts';
import { customerTypes } from '../../../../shared/scoring/customer-types.ts';
import type { Speaker } from '../speaker.ts';
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
  const codes = manRowsIn(report).map(({ code, customers, treatment }) => ({
    name: code,
    customers,
    note: labels.manTreatments[treatment],
  }));
  return section(
    'kinds',
    words.sections.kinds,
    [],
    html`<div class="grid"><div class="stack">
${card(words.types, words.typesNote, table(types))}
${card(words.tiers, undefined, table(tiers.map((name) => ({ name: labels.tiers[name], customers: report.tiers[name] }))))}
</div><div class="stack">
${card(words.man, words.manNote, codes.length === 0 ? html`<p>${words.nobody}</p>` : sizeTable(codes, report.customers, speaker, 'codes'))}
${card(words.traits, words.traitsNote, table(traits.map((name) => ({ name: labels.traits[name], customers: report.traits[name] }))))}
</div></div>`,
  );
}
