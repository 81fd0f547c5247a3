const link = /<a\b([^>]*?)\shref="([^"]*)"/g;

/**
 * A composed email as it is shown to whoever writes it. Its links lead nowhere, because behind one may be what a
 * customer would do; each says where it would lead when it is pointed at.
 */
export function previewPage(emailHtml: string, { isDark }: { readonly isDark: boolean }): string {
  const inert = emailHtml.replace(
    link,
    (_, rest: string, address: string) => `<a title="${address}" href="#"${rest}`,
  );
  return isDark ? inert.replace('</head>', `<style>${darkStyle}</style></head>`) : inert;
}

/**
 * Our emails bring no colours for the dark, so a mail program either leaves them as they are or turns them round
 * itself. This turns all of them round and keeps the hues, as the most thorough programs do.
 */
const darkStyle =
  'html{background:#fff;min-height:100vh;filter:invert(1) hue-rotate(180deg)}img{filter:invert(1) hue-rotate(180deg)}';
