import type { ClientChange } from '../oauth/clients.ts'
import type { Rotation } from './config.ts'
import { readNumber, readOneOf, readOptional, readShape, readText, ShapeError } from '../shape.ts'
import type { Read } from '../shape.ts'

const longestGraceSeconds = 60

const readRotation: Read<Rotation> = (value) => {
  const rotation = readShape<Rotation>({
    feature: readOneOf('ENABLED', 'DISABLED'),
    retryGracePeriodSeconds: readNumber,
  })(value)
  return checkRotation(rotation)
}

/**
 * Refuses a grace period that Cognito would refuse. Throws `ShapeError`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RefreshTokenRotationType.html
 */
export function checkRotation(rotation: Rotation): Rotation {
  const { retryGracePeriodSeconds: seconds } = rotation
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > longestGraceSeconds) {
    throw new ShapeError('retryGracePeriodSeconds has to be 0 to 60')
  }
  return rotation
}

// Cognito takes 5 minutes to a day. Shorter lives are allowed here, since tests wait for tokens to end.
const readLifetimeSeconds: Read<number> = (value) => {
  const seconds = readNumber(value)
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > 24 * 3600) throw new ShapeError('has to be 1 to 86400')
  return seconds
}

/** Reads the body of a change of settings: JSON, each member optional. Throws `ShapeError`. */
export function readSettings(body: string): { clientId: string | undefined; change: ClientChange } {
  const found = readShape<{
    clientId: string | undefined
    rotation: Rotation | undefined
    accessTokenSeconds: number | undefined
  }>({
    clientId: readOptional(readText),
    rotation: readOptional(readRotation),
    accessTokenSeconds: readOptional(readLifetimeSeconds),
  })(parse(body))
  const { clientId, rotation, accessTokenSeconds } = found
  return {
    clientId,
    change: {
      ...(rotation === undefined ? {} : { rotation }),
      ...(accessTokenSeconds === undefined ? {} : { accessTokenSeconds }),
    },
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    throw new ShapeError('is not JSON', { cause: error })
  }
}
