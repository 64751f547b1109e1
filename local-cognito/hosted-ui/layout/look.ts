/** What a project changes about the pages, so that they look like its app. */
export type PoolLook = {
  /** What the sign-in page calls the app. Default: the name of the app client. */
  readonly appName?: string
  /** CSS after the pages' own, e.g. values of its variables: see style.ts. */
  readonly css?: string
}
