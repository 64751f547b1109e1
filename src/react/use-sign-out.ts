import { useSyncExternalStore } from 'react'
import { readableStorage } from '../browser/readable-storage.ts'
import { trySetItem } from '../browser/try-set-item.ts'
import { useSession } from './use-session.ts'

const key = 'toyseven.signed-out'
const never = () => () => {}
const storage = () => readableStorage(() => sessionStorage)

/** Signs the user out, and notes it for the page to which the hosted UI returns: see useJustSignedOut. */
export function useSignOut(): () => void {
  const { signOut } = useSession()
  return () => {
    trySetItem(storage(), key, '')
    void signOut()
  }
}

/** True on the first page after a sign-out, until the page is left. */
export function useJustSignedOut(): boolean {
  return useSyncExternalStore(never, readOnce, () => false)
}

let isJustSignedOut: boolean | null = null

function readOnce(): boolean {
  if (isJustSignedOut === null) {
    const store = storage()
    isJustSignedOut = (store?.getItem(key) ?? null) !== null
    store?.removeItem(key)
  }
  return isJustSignedOut
}
