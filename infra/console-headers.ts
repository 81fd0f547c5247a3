/**
 * The security headers of the console, in AWS and on a laptop. Scripts and styles come from files of our own only, so that
 * a text of a customer that slipped through as markup could do nothing.
 *
 * @param connectTo origins besides its own that the page may talk to, such as that of the login
 */
export const consoleHeaders = ({ connectTo }: { readonly connectTo: readonly string[] }) => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    ["connect-src 'self'", ...connectTo].join(' '),
    "frame-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
});
