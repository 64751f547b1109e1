import { snippetNames } from '../admin/pages/snippets.ts'

/** The output of `--help`. */
export const help = `Local stand-ins for Amazon Cognito user pools and their hosted UI. Development only.

  local-cognito [options]          here: npm run local-cognito -- [options]

  --config <file>   pools, clients, people (default: the local-cognito.json of this package; see its schema.json)
  --port <number>   another port for the first pool, and for its issuer
  --host <address>  listens on another address than 127.0.0.1, e.g. 0.0.0.0 in a container
  --allow-host <name>  answers at this host name too, at any port; can be repeated
  --wait            waits until a pool that another process starts is ready, then ends
  --https           serves over https with a self-signed certificate (Amplify requires https)
  --state <folder>  where keys, sessions and refresh tokens are kept (default .local-cognito)
  --memory          saves nothing: each start is a new pool
  --reset           deletes the saved state, then starts
  --quiet           prints problems only
  --json            prints each event as a JSON object on its own line
  --for <app>       prints what to paste into another app, and ends: ${snippetNames.join(', ')}
  --help            this text
`
