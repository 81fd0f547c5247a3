import * as z from 'zod';
import type { Answer } from '../../functions/toolkit/contract.ts';
import {
  createSchemaCollection,
  type JsonSchema,
  type SchemaCollection,
} from '../../functions/toolkit/json-schema.ts';
import {
  type Content,
  license,
  type OpenApi,
  type Operation,
  operationIdOf,
  type Parameter,
} from '../../functions/toolkit/openapi.ts';
import { routesWithContracts } from './contracts.ts';

const description = `Rekindle's HTTP API, for the shop's own systems. Bodies are JSON, whatever the content type says. A time is written with its offset (\`2026-11-26T10:00:00+01:00\`) and answered in UTC, a day as \`YYYY-MM-DD\`; an amount is a whole number of the smallest unit of the shop's currency.

Every route requires a request that is signed with AWS credentials (SigV4, service \`execute-api\`), except for the public ones, which are for links in emails. The embedded stack asks for no signature.

API Gateway answers some requests itself, with \`{ "message": … }\`: 403 without a valid signature, 404 where there is no route, 413 above 10 MB, 429 above the rate of a route.`;

/** Describes the HTTP API: every route of the table, by the schemas that its handler validates with. */
export function createOpenApi(): OpenApi {
  const schemas = createSchemaCollection();
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routesWithContracts) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route, schemas) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Rekindle', version: '1', description, license },
    servers: [
      {
        url: 'https://{api}.execute-api.{region}.amazonaws.com',
        description: 'A deployment; its output `ApiUrl` is the whole address',
        variables: { api: { default: 'abc123' }, region: { default: 'eu-central-1' } },
      },
      { url: 'http://127.0.0.1:7400', description: 'The embedded stack' },
    ],
    paths,
    components: {
      schemas: schemas.named,
      securitySchemes: {
        sigv4: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'AWS Signature Version 4',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      },
    },
  };
}

function operationOf(
  { contract, caller, method, path }: (typeof routesWithContracts)[number],
  schemas: SchemaCollection,
): Operation {
  const { summary, body, example, answers } = contract;
  const responses = Object.entries(answers).map(([status, answer]) => {
    const isExample = Number(status) === example.status && example.answer !== undefined;
    const content = contentOf(answer, isExample ? { example: example.answer } : {}, schemas);
    return [status, { description: answer.meaning, content }] as const;
  });
  return {
    operationId: operationIdOf(method, path),
    summary,
    description: contract.description,
    security: caller === 'anybody' ? [] : [{ sigv4: [] }],
    parameters: [...pathParametersOf(contract), ...queryParametersOf(contract, schemas)],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemas.convert(body), example: example.body } },
      },
    }),
    responses: Object.fromEntries(responses),
  };
}

const contentOf = ({ body }: Answer, example: { example?: unknown }, schemas: SchemaCollection): Content =>
  body === undefined
    ? { 'text/html': {} }
    : { 'application/json': { schema: schemas.convert(body), ...example } };

type Contract = (typeof routesWithContracts)[number]['contract'];

const pathParametersOf = ({ path = {}, example }: Contract): Parameter[] =>
  Object.entries(path).map(([name, meaning]) => ({
    name,
    in: 'path',
    required: true,
    description: meaning,
    schema: { type: 'string' },
    ...exampleOf(example.path?.[name]),
  }));

function queryParametersOf(
  { query = z.object({}), example }: Contract,
  schemas: SchemaCollection,
): Parameter[] {
  const { properties = {}, required = [] } = schemas.convert(query);
  return Object.entries(properties).map(([name, { description: meaning = '', ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description: meaning,
    schema,
    ...exampleOf(readAs(schema.type, example.query?.[name])),
  }));
}

/** An example as its schema has it: an address has only text. */
const readAs = (type: JsonSchema['type'], example: string | undefined): string | number | undefined =>
  type === 'integer' && example !== undefined ? Number(example) : example;

const exampleOf = (example: string | number | undefined) => (example === undefined ? {} : { example });
