import { useSearchParams } from 'react-router';

/**
 * The parameters of the address, and a way to change one; undefined removes it. A change begins with the address as it is
 * by then, not as it was when the page was last drawn, so that of two in quick succession neither is lost.
 */
export function useParameters(): readonly [
  parameters: URLSearchParams,
  put: (name: string, value: string | undefined) => void,
] {
  const [parameters, setParameters] = useSearchParams();
  const put = (name: string, value: string | undefined) => {
    const now = new URLSearchParams(location.search);
    if (value === undefined) now.delete(name);
    else now.set(name, value);
    setParameters(now, { replace: true });
  };
  return [parameters, put];
}
