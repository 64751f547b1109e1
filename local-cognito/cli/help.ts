import { snippetNames } from '../admin/pages/snippets.ts'

/** What `--help` prints. */
export const help = `Local stand-ins for Amazon Cognito user pools and their hosted UI. Development only.

  local-cognito [options]          here: npm run local-cognito -- [options]

  --config <file>   pools, clients, people (default: the local-cognito.json of this package; see its schema.json)
  --port <number>   another port for the first pool, and for what its issuer says
  --https           answers over https with a self-signed certificate (Amplify insists on https)
  --state <folder>  where keys, sessions and refresh tokens are kept (default .local-cognito)
  --memory          keeps nothing: each start is a new pool
  --reset           forgets what was kept, then starts
  --quiet           says nothing but what goes wrong
  --json            says everything as one JSON object a line
  --for <app>       prints what to paste into another app, and ends: ${snippetNames.join(', ')}
  --help            this text
`
