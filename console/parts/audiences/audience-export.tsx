import Alert from '@cloudscape-design/components/alert';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Language } from '../../../shared/language.ts';
import { ask } from '../../api/client.ts';
import { usePreferences } from '../../app/preferences.tsx';
import { FileJob, useBeginning } from '../../jobs/file-job.tsx';
import { beginPartJob } from '../../jobs/part-job.ts';
import { createShelf } from '../../jobs/shelf.ts';
import { useFormats } from '../formats.ts';
import { saveAs } from '../save-as.ts';

const readers = ['people', 'meta', 'google'] as const;
type Reader = (typeof readers)[number];

interface Exported {
  readonly written: number;
  readonly phonesLeftOut: number;
  readonly customers: number;
  /** Hands the browser the file. */
  save(): void;
}

const shelf = createShelf<Exported>();

/** Begins to write an audience to a file. @returns what is wrong with it; undefined when it has begun or nothing can */
async function begin(question: string, name: string, text: string, reader: Reader, lang: Language) {
  const { begun, problems } = await ask('POST /api/audiences/exports', {
    body: { text, for: reader, lang },
  });
  if (begun === undefined) return problems;
  const { head, at, requestId, plan } = begun;
  const { asOf, segments, customers } = plan;
  // A browser keeps what is in a Blob on disk when it is large.
  const parts: Blob[] = [new Blob([head])];
  let [written, phonesLeftOut] = [0, 0];
  const save = () => saveAs(`${name}-${reader}-${asOf}.csv`, 'text/csv', ...parts);
  const job = beginPartJob(
    segments,
    (segment, from: { readonly customerId: string } | undefined) =>
      ask('POST /api/audiences/exports/part', {
        body: { begun: { at, requestId }, asOf, segment, segments, ...(from && { from }) },
      }),
    (part) => {
      parts.push(new Blob([part.lines]));
      written += part.written;
      phonesLeftOut += part.phonesLeftOut;
    },
  );
  shelf.keep(question, { job, gathered: () => ({ written, phonesLeftOut, customers, save }) });
  job.subscribe(() => job.progress().state === 'done' && save());
  return undefined;
}

/** Writes an audience to a CSV file, for people or for an advertising network; part by part, whatever page is on screen. */
export function AudienceExport({ text, name }: { readonly text: string; readonly name: string }) {
  const { words, language } = usePreferences();
  const w = words.audiences.export;
  const { number } = useFormats();
  const [reader, setReader] = useState<Reader>('people');
  const question = `${reader} ${text}`;
  const beginning = useBeginning(() => begin(question, name, text, reader, language));
  const kept = shelf.useJob(question);
  const { written = 0, phonesLeftOut = 0, customers = 0, save } = kept?.gathered() ?? {};
  return (
    <Container
      header={
        <Header variant="h2" description={w.help}>
          {w.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FormField label={w.reader} description={w.readerHelp[reader]}>
          <Select
            selectedOption={{ value: reader, label: w.readers[reader] }}
            options={readers.map((value) => ({ value, label: w.readers[value] }))}
            onChange={({ detail }) =>
              setReader(readers.find((one) => one === detail.selectedOption.value) ?? reader)
            }
          />
        </FormField>
        {beginning.came !== undefined && <Alert type="error">{w.refused}</Alert>}
        <FileJob
          beginning={beginning}
          kept={
            kept && {
              ...kept,
              toRead: customers,
              done: [
                words.jobs.written(number(written)),
                ...(phonesLeftOut === 0 ? [] : [w.phonesLeftOut(number(phonesLeftOut))]),
              ].join(' '),
              save: () => save?.(),
            }
          }
          onDrop={() => shelf.drop(question)}
        />
      </SpaceBetween>
    </Container>
  );
}
