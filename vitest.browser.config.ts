import { defineConfig } from 'vitest/config';

/** The console in a real browser. It says that it skips where there is none. */
export default defineConfig({
  test: {
    include: ['test/browser/*.browser.test.ts'],
    globalSetup: ['test/browser/build-console.ts'],
    // Each file has a shop and a browser of its own, which is as much as two cores can do at a time.
    fileParallelism: false,
    testTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
  },
});
