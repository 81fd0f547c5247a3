import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Whole nights run against an embedded stack; on a slow two-core machine one takes seconds.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    coverage: { include: ['shared/**', 'functions/**', 'infra/**', 'cli/**'] },
  },
});
