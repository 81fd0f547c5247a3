import { isCode } from '../code.ts';

const longest = 200;

/**
 * A link of a message as reports name it, the same for everybody who got it: without its query and fragment, and without
 * parts of its path that say who clicks, such as an address or the code of a coupon.
 */
export function linkName(link: string): string {
  const [address = ''] = link.split(/[?#]/);
  return address
    .split('/')
    .map((part) => (saysWho(part) ? '…' : part))
    .join('/')
    .slice(0, longest);
}

const saysWho = (part: string): boolean => /@|%40/i.test(part) || isCode(part.toUpperCase());
