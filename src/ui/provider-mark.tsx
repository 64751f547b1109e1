/**
 * The marks of the providers that Cognito knows by name, as their guidelines want them beside "Continue with …": Google's
 * in its four colours, the others in one. A SAML or OpenID Connect provider has a key.
 */
const marks: Readonly<Record<string, readonly (readonly [color: string, d: string])[]>> = {
  Google: [
    ['#4285f4', 'M22.6 12.2c0-.8-.1-1.5-.2-2.2H12v4.2h5.9a5.1 5.1 0 0 1-2.2 3.3v2.8h3.6c2.1-1.9 3.3-4.8 3.3-8.1z'],
    ['#34a853', 'M12 23c3 0 5.5-1 7.3-2.7l-3.6-2.8a6.6 6.6 0 0 1-9.9-3.4H2.2v2.8A11 11 0 0 0 12 23z'],
    ['#fbbc05', 'M5.8 14.1a6.6 6.6 0 0 1 0-4.2V7.1H2.2a11 11 0 0 0 0 9.8z'],
    ['#ea4335', 'M12 5.4c1.6 0 3.1.6 4.2 1.6l3.2-3.1A11 11 0 0 0 2.2 7.1l3.6 2.8A6.5 6.5 0 0 1 12 5.4z'],
  ],
  SignInWithApple: [
    [
      'currentColor',
      'M17 12.7c0-2.5 2.1-3.7 2.2-3.8a4.7 4.7 0 0 0-3.7-2c-1.6-.2-3 .9-3.8.9s-2-.9-3.3-.9A4.9 4.9 0 0 0 4.3 9.4c-1.8 3-.5 7.6 1.2 10 .9 1.3 1.9 2.6 3.2 2.6s1.8-.8 3.3-.8 2 .8 3.4.8 2.3-1.2 3.1-2.4a10 10 0 0 0 1.4-2.9A4.4 4.4 0 0 1 17 12.7zM14.5 5.3A4.5 4.5 0 0 0 15.6 2a4.6 4.6 0 0 0-3 1.6 4.3 4.3 0 0 0-1.1 3.2 3.8 3.8 0 0 0 3-1.5z',
    ],
  ],
  Facebook: [
    [
      '#0866ff',
      'M22 12a10 10 0 1 0-11.6 9.9v-7H7.9V12h2.5V9.8c0-2.5 1.5-3.9 3.8-3.9 1.1 0 2.2.2 2.2.2v2.5h-1.3c-1.2 0-1.6.8-1.6 1.6V12h2.8l-.4 2.9h-2.4v7A10 10 0 0 0 22 12z',
    ],
  ],
  LoginWithAmazon: [
    [
      'currentColor',
      'M13.7 10.1c0 1 0 1.8-.5 2.6-.4.7-1 1.1-1.7 1.1-.9 0-1.5-.7-1.5-1.7 0-2 1.8-2.3 3.7-2.3zm2.5 6a.5.5 0 0 1-.6.1c-.9-.7-1-1-1.5-1.7-1.4 1.4-2.4 1.9-4.2 1.9-2.2 0-3.8-1.3-3.8-4 0-2.1 1.1-3.5 2.7-4.2 1.4-.6 3.3-.7 4.8-.9 0-.7.1-1.6-.3-2.2a1.5 1.5 0 0 0-1.3-.6c-.9 0-1.7.5-1.9 1.4 0 .2-.2.4-.4.4L7.4 6c-.2 0-.4-.2-.3-.5C7.6 2.9 9.9 2 12 2c1.1 0 2.5.3 3.3 1.1 1.1 1 1 2.4 1 3.9v3.5c0 1.1.4 1.5.8 2.1.2.2.2.5 0 .6zM21.5 18.9C19 20.7 15.2 21.7 12 21.7a17 17 0 0 1-11.5-4.4c-.2-.2 0-.5.3-.3a23 23 0 0 0 11.5 3c2.8 0 5.9-.6 8.7-1.8.4-.2.8.3.5.7z',
    ],
  ],
}

const key = 'M15 13.5a4.5 4.5 0 1 1-3.3-3.3L19 3h2.5v2.5L20 7v2h-2v2h-2z'

/** Beside the provider's name, so that assistive technology leaves it out. */
export function ProviderMark({ provider }: { readonly provider: string }) {
  return (
    <svg className="provider-mark" viewBox="0 0 24 24" aria-hidden="true">
      {(marks[provider] ?? [['currentColor', key]]).map(([color, d]) => (
        <path key={d} fill={color} d={d} />
      ))}
    </svg>
  )
}
