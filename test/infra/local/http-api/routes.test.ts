import { expect, test } from 'vitest';
import { compileRoutes } from '../../../../infra/local/http-api/routes.ts';

const route = (routeKey: string) => {
  const [method = '', path = method] = routeKey.split(' ');
  return { method, path };
};

const compile = (...routeKeys: string[]) => compileRoutes(routeKeys.map(route));

test.each([
  ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
  ['GET', '/pets/cat/2', 'GET /pets/{kind}/2'],
  ['GET', '/pets/cat/3', 'GET /pets/{proxy+}'],
  ['POST', '/pets/cat/3', 'ANY /pets/{proxy+}'],
  ['DELETE', '/pets/dog/1', 'ANY /pets/dog/1'],
  ['GET', '/other', 'ANY /{proxy+}'],
  ['GET', '/', '$default'],
])('%s %s goes to the most specific route, %s', (method, path, expected) => {
  const find = compile(
    '$default',
    'ANY /{proxy+}',
    'ANY /pets/{proxy+}',
    'GET /pets/{proxy+}',
    'GET /pets/{kind}/2',
    'GET /pets/dog/{id}',
    'ANY /pets/dog/1',
    'GET /pets/dog/1',
  );
  expect(find(method, path)?.routeKey).toBe(expected);
});

test('a greedy variable matches the rest of the path, an ordinary one a whole non-empty part', () => {
  const find = compile('GET /files/{path+}', 'GET /users/{id}/name');
  expect(find('GET', '/files/a/b%20c')?.pathParameters).toEqual({ path: 'a/b c' });
  expect(find('GET', '/files/')).toBeUndefined();
  expect(find('GET', '/users//name')).toBeUndefined();
  expect(find('GET', '/users/%E4%B8%AD%/name')?.pathParameters).toEqual({ id: '%E4%B8%AD%' });
});

test.each([
  [['GET /a', 'get /a'], /"GET \/a" is defined twice/],
  [['GET a'], /must begin with "\/"/],
  [['GET /{rest+}/b'], /must be the last part/],
  [['GET /a-{id}'], /must fill its part/],
])('routes %j are refused', (routeKeys, message) => {
  expect(() => compile(...routeKeys)).toThrow(message);
});
