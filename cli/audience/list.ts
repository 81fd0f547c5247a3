import { NotFoundError } from '../../shared/errors.ts';
import { openClassifiedCustomers } from '../../shared/operations/classified-customers.ts';
import type { Settings } from '../../shared/settings/settings.ts';
import { audienceWords } from '../../shared/words/audience.ts';
import { nextNight } from '../next-night.ts';
import { countMembers } from './count-members.ts';
import { findAudience } from './find-audience.ts';
import { funnelLine } from './funnel.ts';
import { asCsv, createMemberWriter, forTerminal, type MemberOutput } from './member-output.ts';
import { type ListOptions, print, withStore } from './options.ts';
import { openTextSink } from './text-sink.ts';

/**
 * `rekindle audience list`: the members of an audience, in the terminal or in a CSV file, for people or as an advertising
 * network takes them; and how many of them could be written to.
 */
export async function listMembers(name: string, options: ListOptions): Promise<void> {
  const { lang, audiences, csv } = options;
  const words = audienceWords[lang];
  await withStore(options, async (store) => {
    const { audience } = await findAudience(name, audiences, store, lang);
    const asOf = options.asOf ?? (await nextNight(store));
    const all = await openClassifiedCustomers(store, asOf);
    if (all === undefined) throw new NotFoundError(words.noNight, { where: name });
    const output = outputFor(options, all.settings);
    const sink = await openTextSink(csv, lang);
    const writer = await createMemberWriter(output, sink);
    const funnel = await countMembers(store, all, audience, asOf, lang, writer.add);
    await sink.close();
    const isForAProgram = options.for !== undefined && csv === undefined;
    const say = isForAProgram ? warn : print;
    if (csv !== undefined) say(words.written(writer.written().toLocaleString(lang), csv));
    for (const note of output.notes()) say(note);
    say(funnelLine(funnel, lang));
  });
}

/** What is said beside an output that is for a program. */
const warn = (line: string): void => void process.stderr.write(`${line}\n`);

function outputFor({ lang, csv, for: network }: ListOptions, settings: Settings): MemberOutput {
  return network === undefined && csv === undefined
    ? forTerminal(settings, lang)
    : asCsv(network ?? 'people', settings, lang);
}
