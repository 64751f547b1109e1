interface Chain {
  isRevoked: boolean
  /** Refresh tokens that a rotation replaced, and the time in milliseconds until which they still work. */
  readonly retired: Map<string, number>
}

/**
 * A second implementation of what AWS documents about refresh tokens: which tokens the pool must still accept, and
 * which the app must no longer use.
 */
export class TokenModel {
  readonly #chainOf = new Map<string, Chain>()
  graceMs = 0

  /** A new sign-in replaces the user who was signed in before. */
  recordSignIn(token: string): void {
    this.revokeAll()
    this.#chainOf.set(token, { isRevoked: false, retired: new Map() })
  }

  recordRotation(from: string, to: string, nowMs: number): void {
    const chain = this.#chainOf.get(from)
    if (chain === undefined) throw new Error('The pool has accepted a token that it never issued.')
    this.#chainOf.set(to, chain)
    if (!chain.retired.has(from)) chain.retired.set(from, nowMs + this.graceMs)
  }

  recordRevocation(token: string): void {
    const chain = this.#chainOf.get(token)
    if (chain !== undefined) chain.isRevoked = true
  }

  /** After a sign-out, no user may be signed in with an earlier token, even if no request reaches the pool. */
  revokeAll(): void {
    for (const chain of this.#chainOf.values()) chain.isRevoked = true
  }

  accepts(token: string, nowMs: number): boolean {
    const chain = this.#chainOf.get(token)
    return chain !== undefined && !chain.isRevoked && nowMs < (chain.retired.get(token) ?? Number.POSITIVE_INFINITY)
  }
}
