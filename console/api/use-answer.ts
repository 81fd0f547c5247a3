import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { ConsoleRouteKey } from '../../shared/console-api/rights.ts';
import type { Answered, Sent } from '../../shared/console-api/routes.ts';
import { type ApiError, ask } from './client.ts';

/** The answer of a route, kept while somebody goes back and forth. */
export const useAnswer = <K extends ConsoleRouteKey>(
  key: K,
  sent: Sent<K>,
  options: {
    readonly isEnabled?: boolean;
    /** After how long it is asked again; perhaps by what was answered last. */
    readonly refreshMs?: number | ((last: Answered<K> | undefined) => number | undefined);
    /** False for what is good for a few minutes only. */
    readonly isKept?: boolean;
  } = {},
): UseQueryResult<Answered<K>, ApiError> =>
  useQuery<Answered<K>, ApiError>({
    queryKey: [key, sent],
    queryFn: () => ask(key, sent),
    enabled: options.isEnabled ?? true,
    placeholderData: keepPreviousData,
    ...(options.isKept === false && { gcTime: 0, staleTime: Number.POSITIVE_INFINITY }),
    refetchInterval: ({ state }) => {
      const { refreshMs } = options;
      return (typeof refreshMs === 'function' ? refreshMs(state.data) : refreshMs) ?? false;
    },
  });
