// The code of Amplify's guides for social sign-in and for an own sign-in form, with the URLs of the local pool.
import { Amplify } from 'aws-amplify'
import { fetchAuthSession, getCurrentUser, signIn, signInWithRedirect, signOut } from 'aws-amplify/auth'
import 'aws-amplify/auth/enable-oauth-listener'
import { Hub } from 'aws-amplify/utils'
import { foreignApps, foreignClientId, foreignPoolId } from '../pool.ts'

const { port, poolPort } = foreignApps.amplify

Amplify.configure({
  Auth: {
    Cognito: {
      userPoolId: foreignPoolId,
      userPoolClientId: foreignClientId,
      userPoolEndpoint: `https://127.0.0.1:${poolPort}`,
      loginWith: {
        oauth: {
          domain: `127.0.0.1:${poolPort}`,
          scopes: ['openid', 'email', 'profile'],
          redirectSignIn: [`http://localhost:${port}/`],
          redirectSignOut: [`http://localhost:${port}/`],
          responseType: 'code',
        },
      },
    },
  },
})

function show(text: string): void {
  document.getElementById('root')?.replaceChildren(text)
}

function addButton(name: string, act: () => Promise<unknown>): void {
  const button = document.createElement('button')
  button.textContent = name
  button.addEventListener('click', () => void act())
  document.body.append(button)
}

async function showUser(): Promise<void> {
  try {
    const { userId } = await getCurrentUser()
    const { tokens } = await fetchAuthSession()
    show(`Hello ${JSON.stringify(tokens?.idToken?.payload['email'])}, ${userId}`)
  } catch {
    show('No user is signed in.')
  }
}

Hub.listen('auth', ({ payload }) => {
  if (payload.event === 'signInWithRedirect') void showUser()
  if (payload.event === 'signInWithRedirect_failure') show(`Failed: ${payload.data.error?.message}`)
})
addButton('Sign in', () => signInWithRedirect())
addButton('Google', () => signInWithRedirect({ provider: 'Google' }))
addButton('By SRP', async () => {
  await signIn({ username: 'minseo@example.com', password: 'Local-pass-1' })
  await showUser()
})
addButton('Show', showUser)
addButton('Sign out', () => signOut())
await showUser()
