import { createContext, use } from 'react'

export const AppNameContext = createContext('Toyseven')

export function useAppName(): string {
  return use(AppNameContext)
}
