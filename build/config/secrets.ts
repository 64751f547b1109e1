type Env = Readonly<Record<string, string>>

/** Names that say it: a client secret, a private key, an AWS credential. A longer name, such as `…_KEY_URL`, does not count. */
const secretName =
  /(?:CLIENT_?SECRET|PRIVATE_?KEY|SECRET_?ACCESS_?KEY|AWS_?SECRET_?KEY|AWS_?ACCESS_?KEY(?:_?ID)?|AWS_?SESSION_?TOKEN)(?:_?\d+)?$/i
const privateKey = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY/
const awsAccessKeyId = /\bA[KS]IA[A-Z0-9]{16}\b/

const privateName = /SECRET|PASSWORD|PASSWD|PRIVATE|CREDENTIAL|ACCESS_?KEY/i
/** JSON Web Tokens, and tokens of GitHub, Stripe and Slack. Some are made to be public, such as `pk.eyJ…`. */
const tokenValue = /\beyJ[\w-]{10,}\.|\bgh[a-z]_\w{20,}|\bgithub_pat_|\b[sr]k_(?:live|test)_|\bxox[a-z]-/
/** 40 characters of a mixed alphabet, and 51 to 64 of lower case: AWS's and Cognito's secrets, but also hashes and keys. */
const keyLikeValue = /^(?:[\w+/-]{40}|[0-9a-z]{51,64})$/

/** The `VITE_` variables that are certainly a secret, which every visitor would receive. Nothing can allow them. */
export function secretsIn(env: Env): readonly string[] {
  return publicNames(env).filter((name) => secretName.test(name) || isSecret(valueOf(env, name)))
}

/** The `VITE_` variables that may be a secret: the name or the shape of the value is one that secrets often have. */
export function possibleSecretsIn(env: Env): readonly string[] {
  const certain = new Set(secretsIn(env))
  return publicNames(env).filter((name) => !certain.has(name) && mayBeSecret(name, valueOf(env, name)))
}

function mayBeSecret(name: string, value: string): boolean {
  return privateName.test(name) || tokenValue.test(value) || keyLikeValue.test(value)
}

function isSecret(value: string): boolean {
  return privateKey.test(value) || awsAccessKeyId.test(value) || isCognitoClientSecret(value) || isAwsSecretKey(value)
}

/**
 * 51 to 64 lower-case letters and digits. With so many, a random text has letters after f, which a hash in hexadecimal
 * has not, and one of 0, 1, 8 and 9, which base32 has not.
 */
function isCognitoClientSecret(value: string): boolean {
  return /^[0-9a-z]{51,64}$/.test(value) && /[g-z]/.test(value) && /[0189]/.test(value)
}

/** 40 characters of base64, with one that neither a hash nor the URL-safe alphabet of most public keys has. */
function isAwsSecretKey(value: string): boolean {
  const parts = [/^[A-Za-z0-9+][A-Za-z0-9/+]{39}$/, /[/+]/, /[A-Z]/, /[a-z]/, /\d/]
  return parts.every((part) => part.test(value))
}

function publicNames(env: Env): readonly string[] {
  return Object.keys(env).filter((name) => name.startsWith('VITE_') && valueOf(env, name) !== '')
}

function valueOf(env: Env, name: string): string {
  return (env[name] ?? '').trim()
}
