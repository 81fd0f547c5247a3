import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whole nights run against an embedded stack; on a slow two-core machine one takes seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
    coverage: { include: ['shared/**', 'functions/**', 'infra/**', 'cli/**'] },
  },
});
