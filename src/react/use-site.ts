import { createContext, use } from 'react'
import { brandName } from '../brand.ts'
import type { AppConfig } from '../config/app-config.ts'

type Site = Pick<AppConfig, 'appName' | 'imageHosts'>

/** What every page knows of the app; the default is for an app whose configuration is wrong. */
export const SiteContext = createContext<Site>({ appName: brandName, imageHosts: [] })

export function useAppName(): string {
  return use(SiteContext).appName
}

/** The address of a user's picture if its host is one that the configuration names; null otherwise. */
export function useAllowedPicture(address: string | null): string | null {
  const { imageHosts } = use(SiteContext)
  return address !== null && imageHosts.includes(new URL(address).host) ? address : null
}
