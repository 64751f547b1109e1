import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False in a prerendered page and while React hydrates it, for what only the browser knows. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
