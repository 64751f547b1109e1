import type { AppConfig } from '../../src/config/app-config.ts'
import type { Ask } from './ask.ts'

/** What the checks look at. */
export interface Target {
  readonly userPoolId: string
  /** As the build gets it: redirect and sign-out URL may be empty. */
  readonly built: AppConfig
  /** As a page of the app has it. */
  readonly config: AppConfig
  readonly ask: Ask
}

/** What the checks of a deployed app look at. */
export interface AppTarget extends Target {
  /** The address of its start page, with a slash at the end. */
  readonly appUrl: string
}
