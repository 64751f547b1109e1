import { isState } from './authorization-response.ts'
import { storagePrefix } from './signin-state.ts'

/** The keys of the pending sign-ins in a tab's storage: those that left for Cognito and have not come back. */
export function pendingKeys(storage: Storage | null): string[] {
  const keys = Array.from({ length: storage?.length ?? 0 }, (_none, at) => storage?.key(at) ?? '')
  return keys.filter((key) => key.startsWith(storagePrefix) && isState(key.slice(storagePrefix.length)))
}
