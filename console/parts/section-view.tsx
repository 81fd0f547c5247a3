import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { Section, SectionOf } from '../../shared/screens/section.ts';
import { Bars, Intervals } from './charts.tsx';
import { Figures } from './figures.tsx';
import { HeatMap } from './heat-map.tsx';
import { toneStatus } from './tone-status.ts';

/** The parts of a screen, one under the other, each drawn as its kind says. */
export function Sections({ sections }: { readonly sections: readonly Section[] }) {
  return (
    <SpaceBetween size="l">
      {sections.map((section, place) => (
        // Two sections of a screen may have the same title; their order is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: sections never move
        <SectionView key={`${place} ${section.title}`} section={section} />
      ))}
    </SpaceBetween>
  );
}

function SectionView({ section }: { readonly section: Section }) {
  switch (section.kind) {
    case 'verdict':
      return <Verdict section={section} />;
    case 'notes':
      return <Notes section={section} />;
    case 'bars':
      return (
        <Titled section={section}>
          <Bars rows={section.rows} label={section.title} />
        </Titled>
      );
    case 'figures':
      return (
        <Titled section={section}>
          <Figures section={section} />
        </Titled>
      );
    case 'intervals':
      return (
        <Titled section={section}>
          <Intervals rows={section.rows} label={section.title} />
        </Titled>
      );
    case 'heat-map':
      return (
        <Titled section={section}>
          <HeatMap section={section} />
        </Titled>
      );
    case 'table':
      return <TableView section={section} />;
  }
}

function Titled({ section, children }: { readonly section: Section; readonly children: ReactNode }) {
  return (
    <Container header={<Header variant="h2">{section.title}</Header>}>
      {children}
      <Texts texts={section.texts} />
    </Container>
  );
}

function Texts({ texts }: { readonly texts: readonly string[] }) {
  return texts.map((text) => (
    <Box key={text} variant="p" color="text-body-secondary" fontSize="body-s">
      {text}
    </Box>
  ));
}

function Verdict({ section }: { readonly section: SectionOf<'verdict'> }) {
  return (
    <Container>
      <Box variant="h2" padding={{ bottom: 'xxs' }}>
        <StatusIndicator type={toneStatus[section.tone]}>{section.title}</StatusIndicator>
      </Box>
      {section.figure !== undefined && (
        <Box variant="awsui-value-large" tagOverride="p">
          {section.figure}
        </Box>
      )}
      {section.texts.map((text) => (
        <Box key={text} variant="p">
          {text}
        </Box>
      ))}
    </Container>
  );
}

function Notes({ section }: { readonly section: SectionOf<'notes'> }) {
  return (
    <Alert type={toneStatus[section.tone]} header={section.title}>
      <ul style={{ margin: 0, paddingInlineStart: '1.2rem' }}>
        {section.texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Alert>
  );
}

function TableView({ section }: { readonly section: SectionOf<'table'> }) {
  return (
    <Table
      variant="container"
      wrapLines
      header={
        <Header variant="h2" description={section.texts.join(' · ')}>
          {section.title}
        </Header>
      }
      columnDefinitions={section.columns.map(({ name, isNumber }, column) => ({
        id: `${column}`,
        header: isNumber ? <div className="rk-number">{name}</div> : name,
        cell: (row: readonly string[]) =>
          isNumber ? <div className="rk-number">{row[column]}</div> : row[column],
        ...(column === 0 && { isRowHeader: true }),
      }))}
      items={section.rows}
      trackBy={(row) => row[0] ?? ''}
    />
  );
}
