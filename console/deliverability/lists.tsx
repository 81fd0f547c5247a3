import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import FileInput from '@cloudscape-design/components/file-input';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { mayUse } from '../../shared/console-api/rights.ts';
import type { Answered } from '../../shared/console-api/routes.ts';
import type { CustomerId } from '../../shared/ids.ts';
import { ApiError, ask } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { useChange } from '../api/use-change.ts';
import { usePreferences } from '../app/preferences.tsx';
import { useFormats } from '../parts/formats.ts';
import { Problem } from '../parts/problem.tsx';
import { saveAs } from '../parts/save-as.ts';
import { deliverabilityWords } from '../words/deliverability/words.ts';

/** What the server takes in one request. */
const longestText = 500_000;
const longestImport = 1000;

/** Lists of opt-outs that come from another program, and the one that goes to another. */
export function Lists() {
  const { language } = usePreferences();
  const w = deliverabilityWords[language].closed;
  const { number } = useFormats();
  const { data: session } = useAnswer('GET /api/session', {});
  const mayExport = mayUse('GET /api/suppressions/export', session?.roles ?? []);
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" description={w.importHelp(number(longestImport))}>
            {w.import}
          </Header>
        }
      >
        <Import />
      </Container>
      <Container
        header={
          <Header variant="h2" description={w.exportHelp}>
            {w.export}
          </Header>
        }
      >
        {mayExport ? <Export /> : <Box color="text-body-secondary">{w.adminsOnly}</Box>}
      </Container>
    </SpaceBetween>
  );
}

function Import() {
  const { language } = usePreferences();
  const w = deliverabilityWords[language].closed;
  const [isTooBig, setTooBig] = useState(false);
  const change = useChange('POST /api/suppressions/import');
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    change.reset();
    setTooBig(file.size > longestText);
    if (file.size <= longestText) {
      const text = await file.text();
      change.mutate({ body: { name: file.name, text, lang: language } });
    }
  };
  return (
    <SpaceBetween size="m">
      <FileInput
        value={[]}
        accept=".csv,.json,.txt"
        ariaLabel={w.choose}
        onChange={({ detail }) => void take(detail.value[0])}
      >
        {w.choose}
      </FileInput>
      {isTooBig && <Alert type="warning">{w.tooBig}</Alert>}
      {change.error !== null && <Problem error={change.error} />}
      {change.data !== undefined && <Imported result={change.data} />}
    </SpaceBetween>
  );
}

function Imported({ result }: { readonly result: Answered<'POST /api/suppressions/import'> }) {
  const { language } = usePreferences();
  const w = deliverabilityWords[language].closed;
  const { number } = useFormats();
  if (result.refused !== undefined)
    return (
      <Alert
        type="error"
        header={result.refused.why === 'too-long' ? w.tooLong(number(longestImport)) : w.unreadable}
      >
        <span className="rk-lines">{result.refused.message}</span>
      </Alert>
    );
  return (
    <Alert type={result.rejectedInAll > 0 ? 'warning' : 'success'} header={w.imported(number(result.closed))}>
      <KeyValuePairs
        columns={4}
        items={[
          { label: w.closedAlready, value: number(result.closedAlready) },
          { label: w.openedSince, value: number(result.openedSince) },
          { label: w.passedOver, value: number(result.passedOver) },
          { label: w.rejected, value: number(result.rejectedInAll) },
        ]}
      />
      {result.rejected.length > 0 && (
        <ul>
          {result.rejected.map(({ line, reason }) => (
            <li key={`${line} ${reason}`}>{w.line(String(line), reason)}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

function Export() {
  const { language } = usePreferences();
  const w = deliverabilityWords[language].closed;
  const { number } = useFormats();
  const [found, setFound] = useState<number | undefined>();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | undefined>();
  const run = async () => {
    setBusy(true);
    setError(undefined);
    setFound(0);
    // A mailbox that several customers use comes once.
    const lines = new Set<string>();
    try {
      let after: CustomerId | undefined;
      do {
        const page = await ask('GET /api/suppressions/export', {
          query: { ...(after !== undefined && { after }) },
        });
        for (const line of page.text.split('\n')) if (line !== '') lines.add(line);
        setFound(lines.size - 1);
        after = page.next;
      } while (after !== undefined);
      saveAs('opt-outs.csv', 'text/csv', `${[...lines].join('\n')}\n`);
    } catch (problem) {
      setError(problem instanceof ApiError ? problem : new ApiError(0, {}));
    } finally {
      setBusy(false);
    }
  };
  return (
    <SpaceBetween size="s">
      <Button iconName="download" loading={isBusy} onClick={() => void run()}>
        {w.export}
      </Button>
      {error !== undefined && <Problem error={error} onRetry={() => void run()} />}
      <span role="status">
        {found !== undefined && error === undefined && (
          <Box>{(isBusy ? w.exporting : w.exported)(number(found))}</Box>
        )}
      </span>
    </SpaceBetween>
  );
}
