import { createContext } from 'react'
import type { ApiCaller, ApiPlatform } from '../api/api.ts'

/** What an API client needs. The client itself loads with the first page that calls the API. */
export interface ApiAccess {
  /** As configured, without a slash at the end. */
  readonly baseUrl: string
  readonly session: ApiCaller
  readonly platform: ApiPlatform
}

/** Null where the app calls no API. */
export const ApiContext = createContext<ApiAccess | null>(null)
