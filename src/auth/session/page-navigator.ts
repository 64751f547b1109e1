import type { UserManager } from 'oidc-client-ts'
import type { Platform } from '../../browser/platform.ts'

type Navigator = NonNullable<ConstructorParameters<typeof UserManager>[1]>

/** Navigates for oidc-client-ts through the platform. Unlike the library's own navigator, it does not touch `window`. */
export function pageNavigator(page: Platform['page']): Navigator {
  return {
    prepare: async () => ({
      async navigate({ url }) {
        page.leaveFor(url)
        return { url }
      },
      close: () => {},
    }),
    callback: async () => {},
  }
}
