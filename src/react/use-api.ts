import { createContext, use } from 'react'
import type { Api } from '../api/api.ts'

/** Null where the app calls no API. */
export const ApiContext = createContext<Api | null>(null)

/** The API that takes the access token; null if none is configured. */
export function useApi(): Api | null {
  return use(ApiContext)
}
