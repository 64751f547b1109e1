/** The exceptions of the user pools API that this pool returns. */
export type ExceptionName =
  | 'AccessDeniedException'
  | 'AliasExistsException'
  | 'CodeMismatchException'
  | 'EnableSoftwareTokenMFAException'
  | 'ExpiredCodeException'
  | 'InvalidParameterException'
  | 'InvalidPasswordException'
  | 'LimitExceededException'
  | 'MissingAuthenticationTokenException'
  | 'NotAuthorizedException'
  | 'NotImplementedException'
  | 'RefreshTokenReuseException'
  | 'ResourceNotFoundException'
  | 'SerializationException'
  | 'SoftwareTokenMFANotFoundException'
  | 'UnauthorizedException'
  | 'UnsupportedTokenTypeException'
  | 'UnsupportedOperationException'
  | 'UnsupportedUserStateException'
  | 'UserLambdaValidationException'
  | 'UserNotConfirmedException'
  | 'UserNotFoundException'
  | 'UsernameExistsException'

/** An error response of the API. */
export type ApiRefusal = { readonly kind: 'refused'; readonly type: ExceptionName; readonly message: string }

/** Makes an error response. */
export function refuse(type: ExceptionName, message: string): ApiRefusal {
  return { kind: 'refused', type, message }
}

/** The response to a wrong password, and with `PreventUserExistenceErrors=ENABLED` to an unknown user too. */
export const wrongCredentials = refuse('NotAuthorizedException', 'Incorrect username or password.')

export const noSuchUser = refuse('UserNotFoundException', 'User does not exist.')
