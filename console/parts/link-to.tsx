import Link from '@cloudscape-design/components/link';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';

/** A link to another page of the console: a real address, followed without loading the console anew. */
export function LinkTo({
  to,
  size,
  children,
}: {
  readonly to: string;
  /** Of the text around it; that of the body when absent. */
  readonly size?: 'inherit';
  readonly children: ReactNode;
}) {
  const go = useNavigate();
  return (
    <Link
      {...(size && { fontSize: size })}
      href={`/console${to}`}
      onFollow={(event) => {
        if (event.detail.external) return;
        event.preventDefault();
        void go(to);
      }}
    >
      {children}
    </Link>
  );
}
