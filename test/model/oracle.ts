interface Chain {
  isRevoked: boolean
  /** Refresh tokens that were rotated away, and until when they still work. */
  readonly retired: Map<string, number>
}

/**
 * What AWS documents of refresh tokens, written down once more: which of them the pool must still honour. And which
 * nobody should be using any more.
 */
export class Oracle {
  readonly #chainOf = new Map<string, Chain>()
  graceMs = 0

  /** A new sign-in: it takes the place of whoever was signed in before. */
  began(token: string): void {
    this.forsake()
    this.#chainOf.set(token, { isRevoked: false, retired: new Map() })
  }

  rotated(from: string, to: string, nowMs: number): void {
    const chain = this.#chainOf.get(from)
    if (chain === undefined) throw new Error('The pool has honoured a token that it never issued.')
    this.#chainOf.set(to, chain)
    if (!chain.retired.has(from)) chain.retired.set(from, nowMs + this.graceMs)
  }

  revoked(token: string): void {
    const chain = this.#chainOf.get(token)
    if (chain !== undefined) chain.isRevoked = true
  }

  /** A sign-out: whether or not the pool hears of it, nobody should be signed in with what was issued so far. */
  forsake(): void {
    for (const chain of this.#chainOf.values()) chain.isRevoked = true
  }

  honours(token: string, nowMs: number): boolean {
    const chain = this.#chainOf.get(token)
    return chain !== undefined && !chain.isRevoked && nowMs < (chain.retired.get(token) ?? Number.POSITIVE_INFINITY)
  }
}
