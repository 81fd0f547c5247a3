import { describe, expect, test } from 'vitest';
import { componentsPath, type JsonSchema } from '../../../functions/toolkit/json-schema.ts';
import { routesWithContracts } from '../../../infra/openapi/contracts.ts';
import { createOpenApi } from '../../../infra/openapi/document.ts';
import { toMarkdown } from '../../../infra/openapi/markdown.ts';
import { routes } from '../../../infra/routes.ts';

const openApi = createOpenApi();
const operations = Object.entries(openApi.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    route: `${method.toUpperCase()} ${path}`,
    operation,
  })),
);

describe('the documentation of the HTTP API', () => {
  test('is the one that is generated from the schemas: openapi.json for programs, api.md for people', async () => {
    const json = `${JSON.stringify(openApi, null, 2)}\n`;
    await expect(json, 'vitest -u writes it again').toMatchFileSnapshot('../../../docs/openapi.json');
    await expect(toMarkdown(openApi), 'vitest -u writes it again').toMatchFileSnapshot(
      '../../../docs/api.md',
    );
  });

  test('has every route of the table but the console’s, and says which are public', () => {
    expect(operations.map(({ route }) => route).sort()).toEqual(
      routes
        .flatMap(({ method, path, caller }) =>
          caller === 'console' || caller === 'frame' ? [] : `${method} ${path}`,
        )
        .sort(),
    );
    const open = operations.filter(({ operation }) => operation.security.length === 0);
    expect(open.map(({ route }) => route)).toEqual(['GET /unsubscribe/{token}', 'POST /unsubscribe/{token}']);
  });

  test.each(operations)('of $route explains each variable of its path', ({ route, operation }) => {
    const variables = [...route.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const explained = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name);
    expect(explained).toEqual(variables);
  });

  test('refers only to schemas that it has', () => {
    const references = [...JSON.stringify(openApi).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to);
    expect(references.length).toBeGreaterThan(10);
    expect(
      references.filter((to) => !(to.replace(componentsPath, '') in openApi.components.schemas)),
    ).toEqual([]);
  });

  test('describes each field, except those whose only value says it or whose schema does', () => {
    const undescribedIn = (schema: JsonSchema, path: string): string[] => [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, field]) => [
        ...((field.description ?? field.const ?? field.$ref) ? [] : [`${path}.${name}`]),
        ...undescribedIn(field, `${path}.${name}`),
      ]),
      ...[schema.items ?? [], schema.oneOf ?? []].flat().flatMap((inner) => undescribedIn(inner, path)),
    ];
    const bodies = operations.flatMap(({ route, operation: { requestBody, responses, parameters } }) => [
      ...[requestBody, ...Object.values(responses)].flatMap((one) =>
        undescribedIn(one?.content['application/json']?.schema ?? {}, route),
      ),
      ...parameters.filter(({ description }) => description === '').map(({ name }) => `${route} ${name}`),
    ]);
    const named = Object.entries(openApi.components.schemas).flatMap(([name, schema]) =>
      undescribedIn(schema, name),
    );
    expect([...bodies, ...named]).toEqual([]);
  });

  test.each(routesWithContracts)(
    'of $method $path has an example that its schemas accept',
    ({ contract }) => {
      const { body, query, answers, example } = contract;
      expect(body?.safeParse(example.body).error?.issues ?? []).toEqual([]);
      expect(query?.safeParse(example.query).error).toBeUndefined();
      const answer = answers[example.status] ?? expect.fail('the status of the example is not documented');
      expect(answer.body?.safeParse(example.answer).error).toBeUndefined();
    },
  );
});
