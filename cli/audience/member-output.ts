import { type MemberFileReader, memberCsvFor, notesOn } from '../../connectors/members/member-csv.ts';
import { memberRow } from '../../connectors/members/member-rows.ts';
import type { Language } from '../../shared/language.ts';
import type { AudienceMember } from '../../shared/operations/list-audience.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { oneVisibleLine } from '../../shared/text.ts';
import { audienceWords } from '../../shared/words/audience.ts';
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

/** A CSV file. */
export function asCsv(reader: MemberFileReader, settings: Settings, language: Language): MemberOutput {
  const { head, lineOf, leavesPhoneOut } = memberCsvFor(reader, settings, language);
  let phonesLeftOut = 0;
  return {
    head,
    write(member) {
      if (leavesPhoneOut(member)) phonesLeftOut += 1;
      return lineOf(member);
    },
    notes: () => notesOn(phonesLeftOut, language),
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
