import { createRekindleApp } from './rekindle-app.ts';

createRekindleApp();
