interface PagePath {
  readonly path: string
  /** True if the page, and every path below it, needs a signed-in user. */
  readonly requiresAuth: boolean
  /** The template in the HTML that may be drawn at exactly this path; null for none. */
  readonly prerender: 'landing' | 'account' | null
}

/** Where a sign-in that starts on the landing page leads. */
export const accountPath = '/account'

/** Every path that is decided before the app is loaded. To guard another page, add it here and below RequireAuth. */
const pagePaths: readonly PagePath[] = [
  { path: '/', requiresAuth: false, prerender: 'landing' },
  { path: accountPath, requiresAuth: true, prerender: 'account' },
]

/** True if a path needs a signed-in user, by React Router's rules: any case, and with or without a final slash. */
export function requiresAuth(pathname: string): boolean {
  const path = normalized(pathname)
  return pagePaths.some((page) => page.requiresAuth && (path === page.path || path.startsWith(`${page.path}/`)))
}

/** The template that may be drawn at a path; null for none. */
export function prerenderedPage(pathname: string): PagePath['prerender'] {
  const path = normalized(pathname)
  return pagePaths.find((page) => page.path === path)?.prerender ?? null
}

function normalized(pathname: string): string {
  return pathname.toLowerCase().replace(/\/$/, '') || '/'
}
