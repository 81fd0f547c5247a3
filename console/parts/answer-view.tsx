import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiError } from '../api/client.ts';
import { Loading } from './loading.tsx';
import { Problem } from './problem.tsx';

/** What came, or that it is still coming, or why it did not. */
export function AnswerView<T>({
  answer,
  children,
}: {
  readonly answer: UseQueryResult<T, ApiError>;
  readonly children: (data: T) => ReactNode;
}) {
  if (answer.error !== null) return <Problem error={answer.error} onRetry={() => void answer.refetch()} />;
  if (answer.data === undefined) return <Loading />;
  return children(answer.data);
}
