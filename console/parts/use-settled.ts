import { useEffect, useState } from 'react';

/** Long enough not to ask after each letter. */
const settlesAfterMs = 350;

/** A value that has stood still for a moment. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(value), settlesAfterMs);
    return () => clearTimeout(waiting);
  }, [value]);
  return settled;
}
