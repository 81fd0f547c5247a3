import type { OpenApi, Operation, Parameter } from '../../functions/toolkit/openapi.ts';
import { anchorOf, bodyOf, fieldsOf, tableOf } from './fields.ts';

interface Route extends Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

/** Writes an OpenAPI document as a page that people read. */
export function toMarkdown({ info, paths, components }: OpenApi): string {
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(
      ([method, operation]): Route => ({
        ...operation,
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
      }),
    ),
  );
  const schemas = Object.entries(components.schemas).sort(([a], [b]) => a.localeCompare(b));
  return [
    '# HTTP API',
    'Generated from the schemas that the API validates with: `npx vitest run test/infra/openapi -u` writes this page again. [openapi.json](openapi.json) says the same to programs (OpenAPI 3.1).',
    info.description,
    tableOf(['route', 'for', 'signed'], routes.map(overviewOf)),
    ...routes.map(sectionOf),
    '## Schemas',
    ...schemas.map(([name, schema]) =>
      [`### ${name}`, schema.description ?? [], fieldsOf(schema)].flat().join('\n\n'),
    ),
  ]
    .join('\n\n')
    .concat('\n');
}

const overviewOf = ({ name, summary, security }: Route): string[] => [
  `[\`${name}\`](#${anchorOf(name)})`,
  summary,
  security.length === 0 ? 'public' : 'yes',
];

function sectionOf(route: Route): string {
  const { name, summary, description, parameters, requestBody, responses } = route;
  const body = requestBody?.content['application/json']?.schema;
  return [
    `## \`${name}\``,
    `**${summary}.** ${description}`,
    parameters.length === 0
      ? []
      : tableOf(['parameter', 'in', 'type', 'required', 'meaning'], parameters.map(rowOf)),
    body === undefined
      ? []
      : body.properties === undefined
        ? `Body: ${bodyOf(body)}`
        : ['Body:', fieldsOf(body)],
    tableOf(
      ['status', 'body', 'meaning'],
      Object.entries(responses).map(([status, { description: meaning, content }]) => [
        status,
        bodyOf(content['application/json']?.schema ?? { type: 'HTML' }),
        meaning,
      ]),
    ),
    exampleOf(route),
  ]
    .flat()
    .join('\n\n');
}

const rowOf = ({ name, in: place, schema, required, description }: Parameter): string[] => [
  `\`${name}\``,
  place,
  bodyOf(schema),
  required ? 'yes' : '',
  description,
];

/** The example, where the route answers JSON. */
function exampleOf({ method, path, parameters, requestBody, responses }: Route): string[] {
  const answered = Object.entries(responses).flatMap(([status, { content }]) => {
    const example = content['application/json']?.example;
    return example === undefined ? [] : [{ status, example }];
  });
  const body = requestBody?.content['application/json']?.example;
  return answered.flatMap(({ status, example }) => [
    fenced(
      'http',
      `${method} ${targetOf(path, parameters)}${body === undefined ? '' : `\n\n${jsonText(body)}`}`,
    ),
    `is answered with ${status}:`,
    fenced('json', jsonText(example)),
  ]);
}

/** The path and query of a request with the examples of its parameters. */
export function targetOf(path: string, parameters: readonly Parameter[]): string {
  const encoded = ({ example = '' }: Parameter) => encodeURIComponent(example);
  const given = parameters.filter(({ example }) => example !== undefined);
  const target = given.reduce(
    (filled, one) => (one.in === 'path' ? filled.replace(`{${one.name}}`, encoded(one)) : filled),
    path,
  );
  const query = given.filter((one) => one.in === 'query').map((one) => `${one.name}=${encoded(one)}`);
  return query.length === 0 ? target : `${target}?${query.join('&')}`;
}

const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``;

const lineWidth = 100;

/** JSON in which whatever fits into a line is on one. */
function jsonText(value: unknown, indent = ''): string {
  const line = oneLine(value);
  if (typeof value !== 'object' || value === null || indent.length + line.length <= lineWidth) return line;
  const inner = `${indent}  `;
  const entries = Object.entries(value).map(([key, item]) => {
    const label = Array.isArray(value) ? '' : `${JSON.stringify(key)}: `;
    return `${inner}${label}${jsonText(item, inner)}`;
  });
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return `${open}\n${entries.join(',\n')}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const items = Object.entries(value).map(([key, item]) =>
    Array.isArray(value) ? oneLine(item) : `${JSON.stringify(key)}: ${oneLine(item)}`,
  );
  if (Array.isArray(value)) return `[${items.join(', ')}]`;
  return `{ ${items.join(', ')} }`;
}
