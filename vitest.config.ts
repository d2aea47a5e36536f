// The four kinds of test, each a project: `vitest run --project flow` runs one.
// A file that needs a DOM says `// @vitest-environment happy-dom` in its first line.
//
// A shared machine stalls for seconds now and then: where a clean checkout is judged, whole flows and stories in a
// browser have a second try, and the test command names at its end those that needed it.
import { defineConfig } from 'vitest/config'

const retry = process.env.CI === undefined ? 0 : 1

const server = 'packages/server/test'

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    watch: false,
    passWithNoTests: true,
    // What is polled comes when it comes: the second of the default is short on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          testTimeout: 20_000,
          include: [
            'packages/*/src/**/*.test.{ts,tsx}',
            'packages/*/test/unit/**/*.test.{ts,tsx}',
            'scripts/**/*.test.ts',
            'bench/src/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: [`${server}/contracts/**/*.test.ts`],
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'flow',
          include: [
            `${server}/{flows,nodes,golden,history}/**/*.test.ts`,
            'packages/client/test/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', 'packages/client/test/unit/**'],
          retry,
          // Days pass in some, tick by tick. Whatever waits for an answer has a patience of its own, and is shorter.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['e2e/**/*.test.ts'],
          // One browser at a time: the stories measure layout, focus and long tasks.
          fileParallelism: false,
          retry,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
