import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConsoleRouteKey } from '../../shared/console-api/rights.ts';
import type { Answered, Sent } from '../../shared/console-api/routes.ts';
import { type ApiError, ask } from './client.ts';

/** A change. When it is done everything on screen is asked for anew: what it touched is the server's business. */
export function useChange<K extends ConsoleRouteKey>(
  key: K,
): UseMutationResult<Answered<K>, ApiError, Sent<K>> {
  const queries = useQueryClient();
  return useMutation<Answered<K>, ApiError, Sent<K>>({
    mutationFn: (sent) => ask(key, sent),
    onSuccess: () => queries.invalidateQueries(),
  });
}
