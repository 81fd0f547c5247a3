import { rekindleApp } from './rekindle-app.ts';

rekindleApp();
