import { useLayoutEffect, useRef } from 'react'
import { useLocation } from 'react-router-dom'

/**
 * After a navigation inside the app, the page's heading takes the focus, so that a screen reader reads it. The heading
 * needs `tabIndex={-1}`. The first page of a visit leaves the focus to the browser.
 */
export function useHeadingFocus(): void {
  const { pathname } = useLocation()
  const last = useRef(pathname)
  useLayoutEffect(() => {
    if (last.current === pathname) return
    last.current = pathname
    document.querySelector('h1')?.focus()
  }, [pathname])
}
