import { type Instant, instantFromMs, type PlainDate } from './calendar.ts';
import type { EventSlot, Slot } from './ids.ts';

const slotMs = 5 * 60_000;

/** The five minutes in which a moment lies. */
export function slotOf(moment: Instant): EventSlot {
  const begins = instantFromMs(Math.floor(Date.parse(moment) / slotMs) * slotMs);
  return `${begins.slice(0, 16).replace(/[-:]/g, '')}Z` as EventSlot;
}

/** True for the slot of an event campaign. */
export const isEventSlot = (slot: Slot): slot is EventSlot => slot.endsWith('Z');

/** When the five minutes of a slot are over. */
export function endOf(slot: EventSlot): Instant {
  const [, day = '', hour = '', minute = ''] = /^(\d{8})T(\d\d)(\d\d)Z$/.exec(slot) ?? [];
  const begins = Date.parse(`${dayText(day)}T${hour}:${minute}:00Z`);
  return instantFromMs(begins + slotMs);
}

/** The day under which reports count those who entered in a slot: the night's date, or the day in UTC. */
export const entryDayOf = (slot: Slot): PlainDate =>
  isEventSlot(slot) ? (dayText(slot.slice(0, 8)) as PlainDate) : slot;

const dayText = (digits: string): string =>
  `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
