import Icon from '@cloudscape-design/components/icon';
import { type DragEvent, type ReactNode, useState } from 'react';
import { landingPlace } from './landing-place.ts';

/** What a card is dragged by, with a mouse: its title. On a touch screen it is a title alone. */
export function Grip({ children }: { readonly children: ReactNode }) {
  return (
    <span className="rk-grip" draggable>
      <span className="rk-grip-sign">
        <Icon name="drag-indicator" variant="subtle" />
      </span>
      {children}
    </span>
  );
}

/**
 * Cards that can be dragged to another place by their {@link Grip}, with a line where one would land. It is a short cut for
 * a mouse: whoever draws the cards gives them buttons that do the same.
 */
export function Draggables({
  cards,
  onMove,
}: {
  readonly cards: readonly ReactNode[];
  onMove(from: number, to: number): void;
}) {
  const [dragged, setDragged] = useState<number | undefined>();
  const [landing, setLanding] = useState<number | undefined>();
  const end = () => {
    setDragged(undefined);
    setLanding(undefined);
  };
  const start = ({ currentTarget, target, dataTransfer }: DragEvent) => {
    // Selected words and links within a card can be dragged as well, and move nothing.
    if (!(target instanceof Element) || !target.classList.contains('rk-grip')) return;
    dataTransfer.effectAllowed = 'move';
    // Firefox drags nothing that has no data; of a type of our own, no field takes it for text.
    dataTransfer.setData('application/x-rekindle-card', '');
    setDragged([...currentTarget.children].findIndex((card) => card.contains(target)));
  };
  const over = (event: DragEvent) => {
    if (dragged === undefined) return;
    event.preventDefault();
    const cardsNow = [...event.currentTarget.children].map((card) => card.getBoundingClientRect());
    setLanding(landingPlace(event.clientY, dragged, cardsNow));
  };
  const leave = ({ currentTarget, relatedTarget }: DragEvent) => {
    if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setLanding(undefined);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    if (dragged !== undefined && landing !== undefined) onMove(dragged, landing);
    end();
  };
  const classOf = (place: number) => {
    if (dragged === undefined) return 'rk-card';
    if (place === dragged) return 'rk-card rk-card-dragged';
    if (place !== landing) return 'rk-card';
    return landing < dragged ? 'rk-card rk-lands-above' : 'rk-card rk-lands-below';
  };
  return (
    <ol
      className="rk-cards"
      onDragStart={start}
      onDragOver={over}
      onDragLeave={leave}
      onDrop={drop}
      onDragEnd={end}
    >
      {cards.map((card, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: cards have nothing but their place
        <li key={place} className={classOf(place)}>
          {card}
        </li>
      ))}
    </ol>
  );
}
