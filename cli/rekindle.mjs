#!/usr/bin/env node
import { register } from 'tsx/esm/api';

// It speaks of Node 20 on every start; what we support is what package.json says.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// Handlers log for CloudWatch; on a terminal only what went wrong is of interest.
process.env.POWERTOOLS_LOG_LEVEL ??= 'ERROR';

register();
await import('./main.ts');
