import { defineConfig } from 'vitest/config';

/** Tests of handlers, which keep the clients of the environment in which they were loaded: each has a process of its own. */
const withHandlers = [
  'test/cli/{audience,campaigns,demo-power,erase,opt-outs}',
  'test/connectors/csv/{customers,versions}',
  'test/functions/**/*',
  'test/infra/openapi/*',
  'test/shared/operations/*',
  'test/shared/store/*',
  'test/simulation/days/*',
].map((tests) => `${tests}.test.ts`);

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
      { extends: true, test: { name: 'stack', include: [...withHandlers, shortYear] } },
      { extends: true, test: { name: 'flows', include: wholeFlows, exclude: [shortYear] } },
      // All others share what they import, which halves what they cost.
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: [...withHandlers, ...wholeFlows, 'test/browser/**'],
          isolate: false,
        },
      },
    ],
    coverage: {
      include: ['shared/**', 'connectors/**', 'functions/**', 'infra/**', 'simulation/**', 'cli/**'],
    },
  },
});
