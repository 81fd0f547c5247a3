import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// Each benchmark runs in a process of its own, so that none warms up or slows down another.
const folder = fileURLToPath(new URL('.', import.meta.url));
for (const file of readdirSync(folder).filter((name) => name.endsWith('.bench.ts'))) {
  spawnSync(process.execPath, ['--import', 'tsx', `${folder}${file}`], {
    stdio: 'inherit',
    env: {
      ...process.env,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      POWERTOOLS_LOG_LEVEL: 'ERROR',
    },
  });
}
