import * as z from 'zod';
import { problemSchema } from '../../../shared/console-api/problem.ts';
import { rights } from '../../../shared/console-api/rights.ts';
import type { ConsoleRoute } from '../../../shared/console-api/route.ts';
import { consoleRouteKeys, consoleRoutes } from '../../../shared/console-api/routes.ts';
import { createSchemaCollection, type SchemaCollection } from '../../toolkit/json-schema.ts';
import {
  license,
  type OpenApi,
  type Operation,
  operationIdOf,
  type Parameter,
} from '../../toolkit/openapi.ts';

const description = `What Rekindle's console asks. Bodies are JSON. A person is known by the access token of the shop's login, and each route says which roles may use it.

Every refusal names its \`requestId\`, which is in the log. Amounts are whole numbers of the smallest unit of the shop's currency.`;

/** Describes the console's API by the schemas that requests are read by, and those of the answers. */
export function createConsoleOpenApi(): OpenApi {
  const schemas = createSchemaCollection();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const key of consoleRouteKeys) {
    const [method = '', path = ''] = key.split(' ');
    const operation: Operation = {
      operationId: operationIdOf(method, path.replace(/^\/api/, '')),
      security: [{ login: [] }],
      ...describe(consoleRoutes[key], rights[key], schemas),
    };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Rekindle’s console', version: '1', description, license },
    servers: [{ url: '/', description: 'Where the console is' }],
    paths,
    components: {
      schemas: schemas.named,
      securitySchemes: { login: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function describe(
  route: ConsoleRoute,
  roles: readonly string[],
  schemas: SchemaCollection,
): Omit<Operation, 'operationId' | 'security'> {
  const { summary, path, query, body, answer, audited } = route;
  const log = Array.isArray(audited) ? ' It is in the audit log.' : '';
  const jsonOf = (schema: z.ZodType) => ({ 'application/json': { schema: schemas.convert(schema) } });
  const refused = (meaning: string) => ({ description: meaning, content: jsonOf(problemSchema) });
  return {
    summary,
    description: `For ${roles.join(', ')}.${log}`,
    parameters: [...parametersOf('path', path, schemas), ...parametersOf('query', query, schemas)],
    ...(body && { requestBody: { required: true, content: jsonOf(body) } }),
    responses: {
      '200': { description: 'The answer', content: jsonOf(answer) },
      '400': refused('What is wrong with the request, field by field'),
      '401': refused('Nobody is signed in'),
      '403': refused('Other roles may'),
      '404': refused('It does not exist'),
      '503': refused('Somebody else is writing the same; try again'),
    },
  };
}

function parametersOf(
  place: Parameter['in'],
  schema: z.ZodObject = z.strictObject({}),
  schemas: SchemaCollection,
): Parameter[] {
  const { properties = {}, required = [] } = schemas.convert(schema);
  return Object.entries(properties).map(([name, { description: meaning = '', ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    description: meaning,
    schema: rest,
  }));
}
