import type { ReactNode } from 'react';
import { LinkTo } from './link-to.tsx';

/** Where the customers of an audience are counted. */
export const audienceAddress = (audience: string): string =>
  `/audiences/edit?${new URLSearchParams({ text: audience })}`;

/** A link to the customers that a number counts, as an audience; plain where no conditions say who they are. */
export function WhoIsMeant({
  audience,
  children,
}: {
  readonly audience: string | undefined;
  readonly children: ReactNode;
}) {
  if (audience === undefined) return children;
  return (
    <LinkTo to={audienceAddress(audience)} size="inherit">
      {children}
    </LinkTo>
  );
}
