/** Where the AWS console has a setting (names of 2026, as in the README). */
export const consolePlaces = {
  appClients: 'AWS console: user pool › App clients',
  loginPages: 'AWS console: user pool › App clients › the client › Login pages › Edit',
  domain: 'AWS console: user pool › Branding › Domain',
  overview: 'AWS console: user pool › Overview',
} as const
