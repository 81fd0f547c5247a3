import type { PlainDate } from '../calendar.ts';
import type { ClassifiedProfile } from './audience.ts';
import type { Audience } from './audience-schema.ts';

/**
 * True when a customer in an audience came into it after a day, as far as the classes say: when their lifecycle or tier
 * has been one that the audience asks for only since then. Always false for an audience that asks for neither, since
 * other classes are without a date, and for one whom the shop had known for longer when the first night classified them.
 */
export function hasJoinedAfter(
  audience: Pick<Audience, 'lifecycle' | 'tier' | 'all' | 'audience'>,
  customer: Pick<ClassifiedProfile, 'classes' | 'orders'>,
  day: PlainDate,
): boolean {
  const { classes, orders } = customer;
  const inner = [...(audience.all ?? []), ...(audience.audience ? [audience.audience.is] : [])];
  if (inner.some((part) => hasJoinedAfter(part, customer, day))) return true;
  return (['lifecycle', 'tier'] as const).some((kind) => {
    const { since, was } = classes[kind];
    const wanted: readonly string[] | undefined = audience[kind];
    if (wanted === undefined || since <= day) return false;
    return was === undefined ? orders !== undefined && orders.firstDay >= day : !wanted.includes(was);
  });
}
