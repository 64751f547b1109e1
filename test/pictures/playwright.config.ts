import { defineConfig } from '@playwright/test'
import base from '../../playwright.config.ts'

/** Takes pictures instead of testing: see scripts/pictures.ts. */
export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../../test-results/pictures-run',
  retries: 0,
})
