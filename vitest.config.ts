import { defineConfig } from 'vitest/config';

/** Tests that start a database or a whole stack, each in a process whose modules and environment are its own. */
const withStack = [
  'test/cli/**',
  'test/connectors/**',
  'test/functions/**',
  'test/infra/local/**',
  'test/infra/openapi/**',
  'test/shared/operations/**',
  'test/shared/store/**',
  'test/simulation/**',
].map((folder) => `${folder}/*.test.ts`);

/** Whole nights and days in a shop, with crashes and two at once. They take most of the time; the year has a short form. */
const wholeFlows = ['test/workflows/**/*.test.ts'];
const shortYear = 'test/workflows/year.test.ts';

export default defineConfig({
  test: {
    // Cloudscape's components import their styles, which Node alone cannot read.
    server: { deps: { inline: [/@cloudscape-design/] } },
    // Whole nights run against an embedded stack; on a slow two-core machine one takes seconds.
    testTimeout: 60_000,
    // Left to itself vitest keeps one core free, which on two cores makes 188 s of a run that takes 127.
    maxWorkers: '100%',
    hookTimeout: 60_000,
    setupFiles: ['test/fixed-seed.ts'],
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', POWERTOOLS_LOG_LEVEL: 'SILENT' },
    projects: [
      { extends: true, test: { name: 'stack', include: [...withStack, shortYear] } },
      { extends: true, test: { name: 'flows', include: wholeFlows, exclude: [shortYear] } },
      // All others are functions of their arguments. They share what they import, which halves what they cost.
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...withStack, ...wholeFlows, 'test/browser/**'],
          isolate: false,
        },
      },
    ],
    coverage: {
      include: ['shared/**', 'connectors/**', 'functions/**', 'infra/**', 'simulation/**', 'cli/**'],
    },
  },
});
