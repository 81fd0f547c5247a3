/** A route in API Gateway's notation: a method and a path, or `$default` for requests that match no other route. */
export interface RouteDefinition {
  /** `GET`, `POST` and so on, or `ANY`. Ignored for `$default`. */
  readonly method: string;
  /** `/callback-tasks/{taskId}/claim`, `/files/{path+}`, or `$default`. */
  readonly path: string;
}

/** A route that API Gateway would refuse to deploy. */
export class RouteError extends Error {
  override readonly name = 'RouteError';
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly variable: string }
  | { readonly kind: 'greedy'; readonly variable: string };

interface ParsedRoute<Route> {
  readonly route: Route;
  readonly method: string;
  readonly routeKey: string;
  readonly segments: readonly Segment[];
  readonly isDefault: boolean;
}

/** The route that a request matches. */
export interface RouteMatch<Route> {
  readonly route: Route;
  /** `GET /coupons/{code}`, or `$default`. */
  readonly routeKey: string;
  /** The variables of the path, decoded; undefined when it has none. */
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/**
 * Compiles routes into a function that finds the one that a request matches. As in API Gateway, the most specific path
 * wins, then the exact method over `ANY`, and `$default` comes last.
 * @throws RouteError for a route that API Gateway would refuse
 */
export function compileRoutes<Route extends RouteDefinition>(
  routes: readonly Route[],
): (method: string, rawPath: string) => RouteMatch<Route> | undefined {
  const parsed = routes.map(parseRoute);
  const seen = new Set<string>();
  for (const { routeKey } of parsed) {
    if (seen.has(routeKey)) throw new RouteError(`Route "${routeKey}" is defined twice. Remove one of them.`);
    seen.add(routeKey);
  }
  const mostSpecificFirst = parsed.filter((route) => !route.isDefault).sort(bySpecificityDescending);
  const fallback = parsed.find((route) => route.isDefault);

  return (method, rawPath) => {
    const path = rawPath.split('/').slice(1);
    for (const { route, routeKey, method: routeMethod, segments } of mostSpecificFirst) {
      if (routeMethod !== 'ANY' && routeMethod !== method) continue;
      const pathParameters = matchPath(segments, path);
      if (pathParameters === undefined) continue;
      const hasParameters = Object.keys(pathParameters).length > 0;
      return { route, routeKey, pathParameters: hasParameters ? pathParameters : undefined };
    }
    return fallback && { route: fallback.route, routeKey: '$default', pathParameters: undefined };
  };
}

function parseRoute<Route extends RouteDefinition>(route: Route): ParsedRoute<Route> {
  if (route.path === '$default') {
    return { route, method: 'ANY', routeKey: '$default', segments: [], isDefault: true };
  }
  const method = route.method.toUpperCase();
  const routeKey = `${method} ${route.path}`;
  if (!route.path.startsWith('/')) {
    throw new RouteError(`The path of route "${routeKey}" must begin with "/" (or be "$default").`);
  }
  const segments = route.path
    .split('/')
    .slice(1)
    .map((text) => parseSegment(text, routeKey));
  if (segments.slice(0, -1).some((segment) => segment.kind === 'greedy')) {
    throw new RouteError(`In route "${routeKey}", a greedy {variable+} must be the last part of the path.`);
  }
  return { route, method, routeKey, segments, isDefault: false };
}

function parseSegment(text: string, routeKey: string): Segment {
  const variable = /^\{(\w[\w.-]*)(\+?)\}$/.exec(text);
  if (variable?.[1] !== undefined) {
    return { kind: variable[2] === '+' ? 'greedy' : 'variable', variable: variable[1] };
  }
  if (/[{}]/.test(text)) {
    throw new RouteError(
      `In route "${routeKey}", a variable must fill its part of the path, as in /{id}/ or /{rest+}.`,
    );
  }
  return { kind: 'literal', text };
}

const rank = { literal: 0, variable: 1, greedy: 2 } as const;

function bySpecificityDescending(left: ParsedRoute<unknown>, right: ParsedRoute<unknown>): number {
  const length = Math.max(left.segments.length, right.segments.length);
  for (let index = 0; index < length; index += 1) {
    const difference = rankAt(left.segments, index) - rankAt(right.segments, index);
    if (difference !== 0) return difference;
  }
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

function rankAt(segments: readonly Segment[], index: number): number {
  const segment = segments[index];
  return segment === undefined ? rank.greedy : rank[segment.kind];
}

function matchPath(
  segments: readonly Segment[],
  path: readonly string[],
): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = path[index];
    if (part === undefined) return undefined;
    if (segment.kind === 'greedy') {
      const rest = path.slice(index).join('/');
      if (rest === '') return undefined;
      parameters[segment.variable] = decodePath(rest);
      return parameters;
    }
    if (segment.kind === 'literal') {
      if (decodePath(part) !== segment.text) return undefined;
    } else {
      if (part === '') return undefined;
      parameters[segment.variable] = decodePath(part);
    }
  }
  return segments.length === path.length ? parameters : undefined;
}

/** Decodes percent-escapes. Returns the path unchanged when they are not valid. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
