/**
 * Paths of the console that are files. Every other path below `/console/` is a screen, which the page itself chooses, even
 * when it looks like a file: the id of a customer may be an email address.
 */
export const consoleFile = /^\/console\/(assets\/|config\.json$)/;
