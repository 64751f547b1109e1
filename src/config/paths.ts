/** Every page that has a path of its own. app/routes.tsx says what each shows. */
export type PageName = 'landing' | 'account'

interface PagePath {
  readonly path: string
  readonly page: PageName
  /** True if the page, and every path below it, needs a signed-in user. */
  readonly requiresAuth: boolean
  /** True if the HTML has a template of the page, which may be drawn at exactly this path before the app is loaded. */
  readonly prerender: boolean
}

/** Where a sign-in that starts on the landing page leads. */
export const accountPath = '/account'

/** The table of the app's routes. */
export const pagePaths: readonly PagePath[] = [
  { path: '/', page: 'landing', requiresAuth: false, prerender: true },
  { path: accountPath, page: 'account', requiresAuth: true, prerender: true },
]

/** True if a path needs a signed-in user, by React Router's rules: any case, and with or without a final slash. */
export function requiresAuth(pathname: string): boolean {
  const path = normalized(pathname)
  return pagePaths.some((page) => page.requiresAuth && (path === page.path || path.startsWith(`${page.path}/`)))
}

/** The page whose template may be drawn at a path; null for none. */
export function prerenderedPage(pathname: string): PageName | null {
  const path = normalized(pathname)
  return pagePaths.find((page) => page.prerender && page.path === path)?.page ?? null
}

function normalized(pathname: string): string {
  return pathname.toLowerCase().replace(/\/$/, '') || '/'
}
