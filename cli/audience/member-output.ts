import type { AdAudienceFormat } from '../../connectors/ad-audiences/identifiers.ts';
import { e164 } from '../../connectors/ad-audiences/identifiers.ts';
import { csvLine } from '../../shared/files/csv-line.ts';
import type { Language } from '../../shared/language.ts';
import type { AudienceMember } from '../../shared/operations/list-audience.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { oneVisibleLine } from '../../shared/text.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { adRow, memberColumns, memberRow } from './member-rows.ts';
import type { TextSink } from './text-sink.ts';

/** Where members are written, one after the other. */
export interface MemberOutput {
  /** Before the first of them. */
  readonly head: string;
  /** What is written for a member; undefined for one who is left out. */
  write(member: AudienceMember): string | undefined;
  /** What there is to say at the end. */
  notes(): readonly string[];
}

/** As many as a person looks through in a terminal. */
const shownAtMost = 50;

/** A line for each of the first members. */
export function forTerminal(settings: Settings, language: Language): MemberOutput {
  let listed = 0;
  return {
    head: '',
    write(member) {
      listed += 1;
      if (listed > shownAtMost) return undefined;
      return `${oneVisibleLine(memberRow(member, settings, language).filter(Boolean).join(' · '))}\n`;
    },
    notes: () =>
      listed <= shownAtMost
        ? []
        : [audienceWords[language].more((listed - shownAtMost).toLocaleString(language))],
  };
}

/** A CSV file for people; the mark in front tells spreadsheets that it is UTF-8. */
export const forPeople = (settings: Settings, language: Language): MemberOutput => ({
  head: `\uFEFF${csvLine(memberColumns(language))}`,
  write: (member) => csvLine(memberRow(member, settings, language)),
  notes: () => [],
});

/** A CSV file for an advertising network. */
export function forNetwork(format: AdAudienceFormat, language: Language): MemberOutput {
  let phonesLeftOut = 0;
  return {
    head: csvLine(format.columns),
    write(member) {
      const { phone } = member.customer.contact;
      const isOpen = member.reach.phone.stage === 'reachable';
      if (isOpen && phone !== undefined && e164(phone) === undefined) phonesLeftOut += 1;
      const row = adRow(member, format);
      return row && csvLine(row);
    },
    notes: () =>
      phonesLeftOut === 0
        ? []
        : [audienceWords[language].phonesLeftOut(phonesLeftOut.toLocaleString(language))],
  };
}

/** Writes members to a sink and counts those that were written. */
export async function createMemberWriter({ head, write }: MemberOutput, sink: TextSink) {
  await sink.write(head);
  let written = 0;
  return {
    async add(member: AudienceMember): Promise<void> {
      const text = write(member);
      if (text === undefined) return;
      written += 1;
      await sink.write(text);
    },
    written: () => written,
  };
}
