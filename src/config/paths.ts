/** Every page that has a path of its own. app/routes.tsx says what each shows. */
export type PageName = 'landing' | 'account' | 'admin' | 'payment'

interface PagePath {
  readonly path: string
  readonly page: PageName
  /** True if the page, and every path below it, needs a signed-in user. */
  readonly requiresAuth: boolean
  /** True if the HTML has a template of the page, which may be drawn at exactly this path before the app is loaded. */
  readonly prerender: boolean
}

/**
 * The app's own path without a final slash, such as `/app`; empty at the root of a host. It is Vite's `base`, unless that
 * is relative or another host, which says where the assets are: then the app's own path is the root.
 */
export const basename = import.meta.env.BASE_URL.startsWith('/') ? import.meta.env.BASE_URL.slice(0, -1) : ''

/** Where a sign-in that starts on the landing page leads. */
export const accountPath = '/account'

/** The table of the app's routes. */
export const pagePaths: readonly PagePath[] = [
  { path: '/', page: 'landing', requiresAuth: false, prerender: true },
  { path: accountPath, page: 'account', requiresAuth: true, prerender: true },
  { path: '/admin', page: 'admin', requiresAuth: true, prerender: false },
  { path: '/payment', page: 'payment', requiresAuth: true, prerender: false },
]

/** A path of the host as the router has it, below the app's own path; null for a path outside the app. */
export function pathInApp(pathname: string): string | null {
  const path = `${pathname}/`.slice(0, basename.length + 1)
  return path.toLowerCase() === `${basename}/`.toLowerCase() ? pathname.slice(basename.length) || '/' : null
}

/** True if a path of the host needs a signed-in user, by React Router's rules: any case, and with or without a final slash. */
export function requiresAuth(pathname: string): boolean {
  const path = normalized(pathname)
  return pagePaths.some((page) => page.requiresAuth && `${path}/`.startsWith(`${page.path}/`))
}

/** The page whose template may be drawn at a path of the host; null for none. */
export function prerenderedPage(pathname: string): PageName | null {
  const path = normalized(pathname)
  return pagePaths.find((page) => page.prerender && page.path === path)?.page ?? null
}

function normalized(pathname: string): string | null {
  return pathInApp(pathname.toLowerCase().replace(/\/$/, ''))
}
/** `?debug` if a query has it: pages then show what developers need, also in a build. Otherwise an empty text. */
export function debugQuery(search: string): '?debug' | '' {
  return /[?&]debug\b/.test(search) ? '?debug' : ''
}
