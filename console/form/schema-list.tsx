import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useForm } from './context.tsx';
import { Draggables, Grip } from './draggables.tsx';
import { asRecord, firstValue, type Schema } from './schema.ts';
import type { Path } from './yaml-text.ts';

/** Entries of a list in their order. They are moved with buttons, so that the keyboard alone is enough; steps by dragging, too. */
export function SchemaList({
  item,
  path,
  value,
}: {
  readonly item: Schema;
  readonly path: Path;
  readonly value: unknown;
}) {
  const { root, words, label: nameOfField, onEdit, onMove, Field } = useForm();
  const entries: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  const isSteps = path.length === 1 && path[0] === 'steps';
  const titleOf = (entry: unknown, place: number) =>
    isSteps ? words.step(place + 1, String(asRecord(entry)['after'] ?? '')) : words.entry(place + 1);
  const buttons = (entry: unknown, place: number) => (
    <SpaceBetween direction="horizontal" size="xxs">
      <Button
        variant="icon"
        iconName="angle-up"
        ariaLabel={words.up(titleOf(entry, place))}
        disabled={place === 0}
        onClick={() => onMove(path, place, place - 1)}
      />
      <Button
        variant="icon"
        iconName="angle-down"
        ariaLabel={words.down(titleOf(entry, place))}
        disabled={place === entries.length - 1}
        onClick={() => onMove(path, place, place + 1)}
      />
      <Button
        variant="icon"
        iconName="remove"
        ariaLabel={words.remove(titleOf(entry, place))}
        onClick={() => onEdit([...path, place], undefined)}
      />
    </SpaceBetween>
  );
  return (
    <SpaceBetween size="m">
      {isSteps ? (
        <Draggables
          cards={entries.map((entry, place) => (
            <Container
              // biome-ignore lint/suspicious/noArrayIndexKey: entries have nothing but their place
              key={place}
              header={
                <Header variant="h2" actions={buttons(entry, place)}>
                  <Grip>{titleOf(entry, place)}</Grip>
                </Header>
              }
            >
              <Field schema={item} path={[...path, place]} value={entry} />
            </Container>
          ))}
          onMove={(from, to) => onMove(path, from, to)}
        />
      ) : (
        entries.map((entry, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have nothing but their place
          <div key={place} className="rk-removable">
            <Field schema={item} path={[...path, place]} value={entry} />
            {buttons(entry, place)}
          </div>
        ))
      )}
      <Button iconName="add-plus" onClick={() => onEdit([...path, entries.length], firstValue(root, item))}>
        {isSteps ? words.addStep : words.addTo(nameOfField(path))}
      </Button>
    </SpaceBetween>
  );
}
