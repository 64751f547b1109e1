import { use, useMemo } from 'react'
import { Api } from '../api/api.ts'
import { ApiContext } from './api-context.ts'

/** The API that takes the access token; null if none is configured. */
export function useApi(): Api | null {
  const access = use(ApiContext)
  return useMemo(() => access && new Api(access.baseUrl, access.session, access.platform), [access])
}
