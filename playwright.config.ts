import { defineConfig } from '@playwright/test'
import { isSoak } from './test/support/soak.ts'
import { findBrowser } from './scripts/find-browser.ts'

const executablePath = findBrowser()
const isRoot = process.getuid?.() === 0

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // Each worker has its own site and its own pool.
  workers: 2,
  // test:soak sends ten times as many messages: see test/support/soak.ts.
  timeout: isSoak ? 180_000 : 30_000,
  // A loaded machine can delay one key press or one event. The report lists a test that passed only the second time
  // as flaky.
  retries: 1,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: [['list']],
  use: {
    baseURL: 'http://localhost:3000',
    locale: 'en-US',
    screenshot: 'only-on-failure',
    trace: 'on-first-retry',
    launchOptions: {
      ...(executablePath === null ? {} : { executablePath }),
      // Chromium's sandbox does not start for root.
      args: isRoot ? ['--no-sandbox'] : [],
    },
  },
})
