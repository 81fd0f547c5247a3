import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whole nights run against an embedded stack; on a slow two-core machine one takes seconds.
    testTimeout: 60_000,
    // Left to itself vitest keeps one core free, which on two cores makes 188 s of a run that takes 127.
    maxWorkers: '100%',
    hookTimeout: 60_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
    coverage: {
      include: ['shared/**', 'connectors/**', 'functions/**', 'infra/**', 'simulation/**', 'cli/**'],
    },
  },
});
