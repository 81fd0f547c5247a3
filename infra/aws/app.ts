// The entry point of the CDK app; cdk.json names it.
import { createRekindleApp } from './rekindle-app.ts';

createRekindleApp();
