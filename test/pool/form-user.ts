import { createInterface } from 'node:readline/promises'
import { createVisitor } from '../local-cognito/visitor.ts'
import type { FormUser } from './target.ts'

/** Fills in the forms of pages that work without JavaScript. Each sign-in is in a new browser. */
export function formUser(origin: string, username: string, password: string): FormUser {
  const site = { config: { origin }, fetch: (request: Request) => fetch(request, { redirect: 'manual' }) }
  let visitor = createVisitor(site)
  return {
    signIn(url) {
      visitor = createVisitor(site)
      return visitor.signIn(url, username, password)
    },
    reopen: async (url) => (await visitor.open(url)).url,
  }
}

/** Asks the developer at the terminal to use a browser. */
export const screenUser: FormUser = {
  signIn: (url) => askFor(`Open this, sign in, and paste the address that the browser ends at:\n  ${url}\n> `),
  reopen: (url) => askFor(`Open this in the same browser, and paste the address that it ends at:\n  ${url}\n> `),
}

async function askFor(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stdout })
  const pasted = await lines.question(question)
  lines.close()
  return pasted.trim()
}
