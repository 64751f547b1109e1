/**
 * The standard attributes besides `email`, `email_verified`, `name` and `sub`.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
 */
export const standardAttributes: readonly string[] =
  'address birthdate family_name gender given_name locale middle_name nickname phone_number phone_number_verified picture preferred_username profile updated_at website zoneinfo'.split(
    ' ',
  )
