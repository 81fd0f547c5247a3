import { fileURLToPath } from 'node:url';

/** Where `npm run build:console` leaves the console. */
export const builtConsole = fileURLToPath(new URL('../console/dist', import.meta.url));
