import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, test } from 'vitest';
import { createConsoleOpenApi } from '../../../functions/console/answer-console/openapi.ts';
import { createOpenApi } from '../../../infra/openapi/document.ts';
import { consoleRouteKeys } from '../../../shared/console-api/routes.ts';

const document = createConsoleOpenApi();
const described = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
);

describe('the description of the console’s API', () => {
  test('has every route', () => {
    expect(described.sort()).toEqual([...consoleRouteKeys].sort());
  });

  test('names each operation once', () => {
    const names = Object.values(document.paths)
      .flatMap((operations) => Object.values(operations))
      .map(({ operationId }) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });
});

test.each([
  ['the console’s API', document],
  ['the shop’s API', createOpenApi()],
])('a linter finds nothing in the description of %s', async (_, openApi) => {
  const config = await createConfig({ extends: ['recommended'] });
  const problems = await lintFromString({ source: JSON.stringify(openApi), config });
  expect(
    problems.map(({ ruleId, message, location: [where] }) => `${ruleId} ${where?.pointer}: ${message}`),
  ).toEqual([]);
});
