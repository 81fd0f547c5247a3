import { dayIn, type Instant } from '../calendar.ts';
import type { TaskId } from '../ids.ts';
import type { Settings } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';

type CapacityStore = Pick<Store, 'callCapacity'>;
type CapacitySettings = Pick<Settings, 'callbacks' | 'timeZone'>;

/**
 * Takes a place among the calls that staff can make on the day of a new task, in one conditional write, so that no
 * campaigns together ask for more. A repeat finds its own place.
 *
 * @returns false when staff have no room for it
 */
export async function takeCall(
  store: CapacityStore,
  call: { readonly taskId: TaskId; readonly at: Instant; readonly isTransactional: boolean },
  { callbacks: { capacity }, timeZone }: CapacitySettings,
): Promise<boolean> {
  const day = dayIn(timeZone, call.at);
  const most = call.isTransactional ? Number.MAX_SAFE_INTEGER : capacity.people * capacity.callsPerPerson;
  return store.callCapacity.take(day, call.taskId, most);
}

/** Counts the next call of a task on its day: it was promised, so it takes the room of a new one. */
export const countNextCall = (
  store: CapacityStore,
  { taskId, attempt }: { readonly taskId: TaskId; readonly attempt: number },
  nextCallAt: Instant,
  { timeZone }: Pick<Settings, 'timeZone'>,
): Promise<void> => store.callCapacity.count(dayIn(timeZone, nextCallAt), `${taskId}#${attempt + 1}`);
