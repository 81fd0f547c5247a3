import type { CallbackRefusal, CallbackTask } from './callback.ts';

/** Says why a task was refused, and what to do about it. */
export function explainRefusal(
  refusal: CallbackRefusal,
  { progress }: Pick<CallbackTask, 'progress'>,
): string {
  switch (refusal) {
    case 'not-claimed':
      return 'claim the task first, so that nobody else calls the customer at the same time';
    case 'claimed-by-another':
      return progress.state === 'claimed'
        ? `${progress.by} has claimed the task until ${progress.until}; whoever has called nevertheless tells them how it went`
        : 'somebody else has claimed the task';
    case 'already-answered':
      return progress.state === 'answered'
        ? `${progress.by} has reported ${progress.outcome} already`
        : 'an outcome was reported already';
    case 'not-to-be-called':
      return 'the customer may not be called any more: the task leaves the queue';
    case 'closed':
      return 'the task is closed: nobody needs to call any more';
  }
}
