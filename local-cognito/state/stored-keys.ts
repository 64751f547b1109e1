import * as v from 'valibot'

export const privateKeySchema = v.object({
  kty: v.literal('RSA'),
  kid: v.string(),
  n: v.string(),
  e: v.string(),
  d: v.string(),
  p: v.string(),
  q: v.string(),
  dp: v.string(),
  dq: v.string(),
  qi: v.string(),
})

/**
 * The signing keys as the state file holds them. Cognito signs ID tokens with one key and access tokens with another.
 */
export const poolKeysSchema = v.object({ id: privateKeySchema, access: privateKeySchema })

/** An RSA private key as RFC 7517 writes it. */
export type PrivateKey = v.InferOutput<typeof privateKeySchema>
export type PoolKeys = v.InferOutput<typeof poolKeysSchema>
