import type { JsonSchema } from './json-schema.ts';

/** What comes with a request or an answer, by media type. */
export type Content = Readonly<
  Partial<
    Record<'application/json' | 'text/html', { readonly schema?: JsonSchema; readonly example?: unknown }>
  >
>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example?: string | number;
}

/** What one route accepts and answers. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content: Content }>>;
}

/** An OpenAPI 3.1 document, as far as we use it. */
export interface OpenApi {
  readonly openapi: '3.1.1';
  readonly servers: readonly {
    readonly url: string;
    readonly description: string;
    readonly variables?: object;
  }[];
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly description: string;
    readonly license: { readonly name: string; readonly identifier: string };
  };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

export const license = { name: 'MIT', identifier: 'MIT' } as const;

/** The name of an operation for generated clients: `GET /coupons/{code}` is `getCouponsByCode`. */
export const operationIdOf = (method: string, path: string): string =>
  path
    .split(/[/-]/)
    .filter((part) => part !== '')
    .reduce((name, part) => {
      const word = part.replace(/^\{(.*)\}$/, '$1');
      return `${name}${part === word ? '' : 'By'}${word.charAt(0).toUpperCase()}${word.slice(1)}`;
    }, method.toLowerCase());
