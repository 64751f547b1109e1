import { useSyncExternalStore } from 'react'
import { readableStorage } from '../browser/readable-storage.ts'
import { trySetItem } from '../browser/try-set-item.ts'
import { useSession } from './use-session.ts'

const key = 'toyseven.signed-out'
const never = () => () => {}
const storage = () => readableStorage(() => sessionStorage)
const thisDocument = String(performance.timeOrigin)

/** Signs the user out, and notes it for the page to which the hosted UI returns: see useJustSignedOut. */
export function useSignOut(): () => void {
  const { signOut } = useSession()
  return () => {
    trySetItem(storage(), key, thisDocument)
    void signOut()
  }
}

/** True in the first document after one in which the user signed out. */
export function useJustSignedOut(): boolean {
  return useSyncExternalStore(never, readOnce, () => false)
}

let isJustSignedOut = false

/** The document that signs out stays for a moment, and must not take the note. */
function readOnce(): boolean {
  const store = storage()
  const noted = store?.getItem(key) ?? null
  if (noted !== null && noted !== thisDocument) {
    isJustSignedOut = true
    store?.removeItem(key)
  }
  return isJustSignedOut
}
