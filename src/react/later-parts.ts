import { createContext, type ComponentType } from 'react'
import type { UserProfile } from '../auth/store/user-profile.ts'

export interface AccountMenuItemsProps {
  readonly person: UserProfile
  /** Closes the menu, after a choice that stays in the app. */
  readonly close: () => void
}

/** Parts of first pages that load after them. */
export interface LaterParts {
  readonly AccountMenuItems: ComponentType<AccountMenuItemsProps>
  readonly LandingNotices: ComponentType
  readonly IdleDialog: ComponentType
}

/** Null until they are loaded. */
export const LaterPartsContext = createContext<LaterParts | null>(null)
