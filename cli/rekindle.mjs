#!/usr/bin/env node
import { register } from 'tsx/esm/api';

// The SDK would warn about Node 20 on every start; package.json states what we support.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
// Handlers log for CloudWatch; on a terminal only errors matter.
process.env.POWERTOOLS_LOG_LEVEL ??= 'ERROR';

register();
await import('./main.ts');
