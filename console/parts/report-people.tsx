import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { Sent } from '../../shared/console-api/routes.ts';
import type { Language } from '../../shared/language.ts';
import { ask } from '../api/client.ts';
import { usePreferences } from '../app/preferences.tsx';
import { FileJob, useBeginning } from '../jobs/file-job.tsx';
import { beginPartJob } from '../jobs/part-job.ts';
import { createShelf } from '../jobs/shelf.ts';
import { useFormats } from './formats.ts';
import { saveAs } from './save-as.ts';

/** A version of a campaign, as the address of its report names it. */
interface Version {
  readonly campaign: string;
  readonly version: string;
}

interface Exported {
  readonly written: number;
  readonly entries: number;
  /** Hands the browser the file. */
  save(): void;
}

type From = Sent<'POST /api/reports/{campaign}/{version}/people/part'>['body']['from'];

const shelf = createShelf<Exported>();
const questionOf = ({ campaign, version }: Version) => `${campaign} ${version}`;

async function begin(path: Version, lang: Language): Promise<void> {
  const { begun, head, entries } = await ask('POST /api/reports/{campaign}/{version}/people', {
    path,
    body: { lang },
  });
  // A browser keeps what is in a Blob on disk when it is large.
  const parts: Blob[] = [new Blob([head])];
  let written = 0;
  const save = () => saveAs(`${path.campaign}-${path.version}-people.csv`, 'text/csv', ...parts);
  // One after the other: each part says where the next one begins.
  const job = beginPartJob(
    1,
    (_, from: From) =>
      ask('POST /api/reports/{campaign}/{version}/people/part', {
        path,
        body: { begun, ...(from && { from }) },
      }),
    (part) => {
      parts.push(new Blob([part.lines]));
      written += part.read;
    },
  );
  shelf.keep(questionOf(path), { job, gathered: () => ({ written, entries, save }) });
  job.subscribe(() => job.progress().state === 'done' && save());
}

/** Writes those who entered a campaign to a CSV file, part by part, whatever page is on screen. */
export function ReportPeople({ path }: { readonly path: Version }) {
  const { words, language } = usePreferences();
  const w = words.reports.people;
  const { number } = useFormats();
  const beginning = useBeginning(() => begin(path, language));
  const kept = shelf.useJob(questionOf(path));
  const { written = 0, entries = 0, save } = kept?.gathered() ?? {};
  return (
    <Container
      header={
        <Header variant="h2" description={w.help}>
          {w.title}
        </Header>
      }
    >
      <SpaceBetween size="m">
        <FileJob
          beginning={beginning}
          kept={
            kept && {
              ...kept,
              toRead: entries,
              done: words.jobs.written(number(written)),
              save: () => save?.(),
            }
          }
          onDrop={() => shelf.drop(questionOf(path))}
        />
      </SpaceBetween>
    </Container>
  );
}
