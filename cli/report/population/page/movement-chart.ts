import { type Html, html } from '../../../../shared/html.ts';
import { type Lifecycle, lifecycles } from '../../../../shared/profile/classes.ts';
import type { Movement } from '../../../../shared/report/population/findings.ts';
import type { Speaker } from '../../../../shared/report/population/speaker.ts';
import { chart, chartWidth, px } from './elements.ts';

interface Node {
  readonly lifecycle: Lifecycle;
  readonly customers: number;
  readonly top: number;
}

const edges = { left: 132, right: chartWidth - 132, node: 7 };
/** The height of all movements together. A node takes at least a slot, enough for two lines of text. */
const flowHeight = 150;
const slotHeight = 34;
const gap = 8;

/** Movements between lifecycles, from left to right; the thickness of a ribbon is its number of customers. */
export function movementChart(moved: readonly Movement[], speaker: Speaker): Html {
  const { words, labels, number } = speaker;
  const all = moved.reduce((sum, { customers }) => sum + customers, 0);
  const thickness = (customers: number) => Math.max(1.5, (customers / all) * flowHeight);
  const from = nodesOf(moved, 'from', thickness);
  const to = nodesOf(moved, 'to', thickness);
  const filled = new Map<Node, number>();
  const place = (nodes: readonly Node[], lifecycle: Lifecycle, height: number): number => {
    const node = nodes.find((one) => one.lifecycle === lifecycle);
    if (node === undefined) return 0;
    const used = filled.get(node) ?? 0;
    filled.set(node, used + height);
    return node.top + used;
  };
  const ordered = lifecycles.flatMap((source) =>
    lifecycles.flatMap((target) => moved.filter((one) => one.from === source && one.to === target)),
  );
  const ribbons = ordered.map((movement) => {
    const height = thickness(movement.customers);
    const start = place(from, movement.from, height);
    const end = place(to, movement.to, height);
    const title = `${labels.lifecycles[movement.from]} → ${labels.lifecycles[movement.to]}${words.colon}${number(movement.customers)}`;
    return html`<path class="${movement.isReactivation ? 'f-glow' : 'f-main'}" fill-opacity=".3" d="${ribbon(start, end, height)}"><title>${title}</title></path>
`;
  });
  const height = Math.max(
    ...[...from, ...to].map(({ top, customers }) => top + Math.max(slotHeight, thickness(customers))),
  );
  const nodes = (side: readonly Node[], x: number, textX: number, anchor: string) =>
    side.map(
      ({ lifecycle, customers, top }) =>
        html`<rect class="f-main" x="${px(x)}" y="${px(top)}" width="${edges.node}" height="${px(thickness(customers))}"/><text x="${px(textX)}" y="${px(top + 10)}" text-anchor="${anchor}">${labels.lifecycles[lifecycle]}</text><text class="dim" x="${px(textX)}" y="${px(top + 25)}" text-anchor="${anchor}">${number(customers)}</text>
`,
    );
  return chart(
    'moved',
    words.moved,
    moved
      .map((one) => `${labels.lifecycles[one.from]} → ${labels.lifecycles[one.to]} ${number(one.customers)}`)
      .join('; '),
    height + 2,
    html`${ribbons}${nodes(from, edges.left - edges.node, edges.left - edges.node - 7, 'end')}${nodes(to, edges.right, edges.right + edges.node + 7, 'start')}`,
  );
}

function nodesOf(
  moved: readonly Movement[],
  end: 'from' | 'to',
  thickness: (customers: number) => number,
): Node[] {
  const nodes: Node[] = [];
  let top = 1;
  for (const lifecycle of lifecycles) {
    const ribbons = moved.filter((one) => one[end] === lifecycle);
    if (ribbons.length === 0) continue;
    const customers = ribbons.reduce((sum, one) => sum + one.customers, 0);
    nodes.push({ lifecycle, customers, top });
    top += Math.max(slotHeight, thickness(customers)) + gap;
  }
  return nodes;
}

function ribbon(start: number, end: number, height: number): string {
  const { left, right } = edges;
  const middle = (left + right) / 2;
  const curve = (fromX: number, fromY: number, toX: number, toY: number) =>
    `${px(fromX)} ${px(fromY)} C${px(middle)} ${px(fromY)} ${px(middle)} ${px(toY)} ${px(toX)} ${px(toY)}`;
  return `M${curve(left, start, right, end)} L${curve(right, end + height, left, start + height)} Z`;
}
