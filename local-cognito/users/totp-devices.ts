import { isSameSecret } from '../state/secret.ts'
import type { PoolState, TotpDevice } from '../state/tables.ts'
import { makeTotpSecret, totpCode, totpStep } from './totp.ts'

type TotpVerdict = 'fits' | 'wrong' | 'used'
type TotpPreference = { readonly isEnabled: boolean; readonly isPreferred: boolean }

/** The authenticator apps of the users: at most one for each user. */
export type TotpDevices = {
  find(sub: string): TotpDevice | undefined
  /** Makes a new secret. It replaces an earlier one as soon as a code of it is verified. */
  begin(sub: string): string
  /** Checks the first code of a new secret. A correct code puts the secret in use. */
  verify(sub: string, code: string): TotpVerdict
  /** Checks a code at sign-in. */
  check(sub: string, code: string): TotpVerdict
  /** Switches the codes at sign-in on or off. Returns `false` for a user without a verified app. */
  prefer(sub: string, preference: TotpPreference): boolean
  /** Whether sign-in asks for a code. */
  isEnabled(sub: string): boolean
  remove(sub: string): void
}

/** The steps before and after the current one whose codes work too. How many Cognito accepts is UNCONFIRMED. */
const tolerance = [0, -1, 1]

/**
 * Keeps the authenticator apps. A code works once (RFC 6238, section 5.2). A secret that is not verified yet is kept in
 * memory.
 */
export function createTotpDevices({ totpDevices }: Pick<PoolState, 'totpDevices'>, now: () => number): TotpDevices {
  const unverified = new Map<string, string>()

  function accept(sub: string, device: TotpDevice, code: string): TotpVerdict {
    const current = totpStep(now())
    const step = tolerance
      .map((offset) => current + offset)
      .find((one) => isSameSecret(totpCode(device.secret, one), code))
    if (step === undefined) return 'wrong'
    if (step <= device.lastStep) return 'used'
    totpDevices.set(sub, { ...device, lastStep: step })
    return 'fits'
  }

  return {
    find: (sub) => totpDevices.get(sub),
    begin(sub) {
      const secret = makeTotpSecret()
      unverified.set(sub, secret)
      return secret
    },
    verify(sub, code) {
      const secret = unverified.get(sub)
      const known = totpDevices.get(sub)
      const device = secret === undefined ? known : fresh(secret, known)
      const verdict = device === undefined ? 'wrong' : accept(sub, device, code)
      if (verdict === 'fits') unverified.delete(sub)
      return verdict
    },
    check(sub, code) {
      const device = totpDevices.get(sub)
      return device === undefined ? 'wrong' : accept(sub, device, code)
    },
    prefer(sub, preference) {
      const device = totpDevices.get(sub)
      if (device === undefined) return !preference.isEnabled
      totpDevices.set(sub, { ...device, ...preference })
      return true
    },
    isEnabled: (sub) => totpDevices.get(sub)?.isEnabled === true,
    remove(sub) {
      totpDevices.delete(sub)
      unverified.delete(sub)
    },
  }
}

function fresh(secret: string, known: TotpDevice | undefined): TotpDevice {
  const { isEnabled, isPreferred } = known ?? { isEnabled: false, isPreferred: false }
  return { secret, isEnabled, isPreferred, lastStep: 0 }
}
