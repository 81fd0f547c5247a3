import { defineConfig } from 'vitest/config';

/** The console in a real browser. It says that it skips where there is none. */
export default defineConfig({
  test: {
    include: ['test/browser/*.browser.test.ts'],
    testTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
  },
});
