import * as v from 'valibot'

/** A text that is not empty. */
export const text = v.pipe(v.string('has to be a text'), v.nonEmpty('must not be empty'))

export const flag = v.boolean('has to be true or false')

/** A whole number within the bounds, both included. */
export function wholeNumber(least: number, most: number, unit: string) {
  const message = `has to be a whole number of ${unit} from ${least} to ${most}`
  return v.pipe(v.number(message), v.integer(message), v.minValue(least, message), v.maxValue(most, message))
}

export function list<Item extends v.GenericSchema>(item: Item) {
  return v.array(item, 'has to be a list')
}

export function oneOf<const Texts extends readonly string[]>(texts: Texts) {
  return v.picklist(texts, `has to be one of: ${texts.join(', ')}`)
}

/**
 * The first part of a Cognito domain. That it is free, only Cognito knows: the deployment asks.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain-prefix.html
 */
export const domainPrefix = v.pipe(
  text,
  v.regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'has to be 1 to 63 lower-case letters, digits and hyphens, and no hyphen at either end',
  ),
  v.check(
    (prefix) => !/aws|amazon|cognito/.test(prefix),
    'must not contain "aws", "amazon" or "cognito": Cognito refuses such a prefix',
  ),
)

/** A host name without a scheme, such as `auth.example.com`. */
export const hostName = v.pipe(
  text,
  v.regex(
    /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
    'has to be a host name such as auth.example.com, without https:// and without a slash',
  ),
)

/** Cognito's custom domains and CloudFront take certificates of this region only. */
export const globalCertificate = v.pipe(
  text,
  v.regex(
    /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
    'has to be the ARN of a certificate of AWS Certificate Manager in us-east-1',
  ),
)

/** `http` is allowed on this machine only: AWS refuses it for other hosts. */
export const appOrigin = v.pipe(
  text,
  v.regex(
    /^(https:\/\/[a-z0-9.-]+|http:\/\/(localhost|127\.0\.0\.1|\[::1\]))(:\d+)?$/,
    'has to be an origin such as https://app.example.com or http://localhost:3000, without a path and without a slash at the end',
  ),
)
