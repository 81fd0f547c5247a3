import { csvLine } from '../../shared/files/csv-line.ts';
import type { Language } from '../../shared/language.ts';
import type { AudienceMember } from '../../shared/operations/list-audience.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { type AdNetwork, adAudienceFormats, adNetworks } from '../ad-audiences/formats.ts';
import { e164 } from '../ad-audiences/identifiers.ts';
import { adRow, memberColumns, memberRow } from './member-rows.ts';

/** Who a CSV file of members can be for: people, or an advertising network that takes those who consented, hashed. */
export const memberFileReaders = ['people', ...adNetworks] as const;
export type MemberFileReader = (typeof memberFileReaders)[number];

/** A CSV file of members, line by line. */
export interface MemberCsv {
  readonly head: string;
  /** The line of a member; undefined for one who is left out. */
  lineOf(member: AudienceMember): string | undefined;
  /** True for a member whose phone number might have been used, and is none that the network takes. */
  leavesPhoneOut(member: AudienceMember): boolean;
}

/** The file for one of its readers. */
export const memberCsvFor = (
  reader: MemberFileReader,
  settings: Pick<Settings, 'currency'>,
  language: Language,
): MemberCsv => (reader === 'people' ? forPeople(settings, language) : forNetwork(reader));

/** The mark in front tells spreadsheets that the file is UTF-8. */
const forPeople = (settings: Pick<Settings, 'currency'>, language: Language): MemberCsv => ({
  head: `\uFEFF${csvLine(memberColumns(language))}`,
  lineOf: (member) => csvLine(memberRow(member, settings, language)),
  leavesPhoneOut: () => false,
});

function forNetwork(network: AdNetwork): MemberCsv {
  const format = adAudienceFormats[network];
  return {
    head: csvLine(format.columns),
    lineOf(member) {
      const row = adRow(member, format);
      return row && csvLine(row);
    },
    leavesPhoneOut({ customer: { contact }, reach }) {
      const isOpen = reach.phone.stage === 'reachable';
      return isOpen && contact.phone !== undefined && e164(contact.phone) === undefined;
    },
  };
}

/** What there is to say of a file with so many phone numbers left out. */
export const notesOn = (phonesLeftOut: number, language: Language): readonly string[] =>
  phonesLeftOut === 0 ? [] : [audienceWords[language].phonesLeftOut(phonesLeftOut.toLocaleString(language))];
