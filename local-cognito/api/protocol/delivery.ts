/** Where a code went, as the API shows it. */
export type CodeDelivery = {
  readonly Destination: string
  readonly DeliveryMedium: 'EMAIL'
  readonly AttributeName: 'email'
}

/**
 * Shows that a code was mailed. The address is masked: the first character of each side, as in
 * `m***@e***`.
 */
export function codeDelivery(email: string): CodeDelivery {
  const [local = '', domain = ''] = email.split('@')
  return {
    Destination: `${local.slice(0, 1)}***@${domain.slice(0, 1)}***`,
    DeliveryMedium: 'EMAIL',
    AttributeName: 'email',
  }
}
