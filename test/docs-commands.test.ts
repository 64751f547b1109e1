import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from './local-cognito/free-port.ts'
import { commandsOf, documents } from './support/document-commands.ts'
import { copyProject } from './support/project-copy.ts'
import { startCommand, type RunningCommand } from './support/running-command.ts'

const root = join(import.meta.dirname, '..')

/** How the tests show that a command works. */
type Way =
  /** It is run and has to end with 0. */
  | { readonly kind: 'ends'; readonly check?: () => void }
  /** It is started with these arguments besides its own, has to print the text, and is interrupted. */
  | { readonly kind: 'serves'; readonly prints: string; readonly check?: () => Promise<void> }
  /** It is not run here. What it names has to exist: its npm script, tool, options and benchmark. */
  | { readonly kind: 'not run'; readonly because: string }

const [poolPort, appPort] = [await freePort(), await freePort()]
const folder = copyProject('my café', poolPort)
const awsCalls = join(folder, 'aws-calls.txt')
const inCopy = (path: string) => readFileSync(join(folder, path), 'utf8')

const itself = 'it runs these tests'
const slow = 'it takes many minutes'
const inAws = 'infra/test/commands.test.ts runs it against a stand-in of AWS'
const inRegistry = 'it asks the package registry'

/** Every command of every README and page of docs, in the order in which it is run. */
const ways: Readonly<Record<string, Way>> = {
  'npm run doctor': { kind: 'ends' },
  'npm run --silent doctor -- --json': { kind: 'ends' },
  'npm run doctor -- --mode staging': {
    kind: 'not run',
    because: 'test/scripts/doctor.test.ts runs the command in it',
  },
  'npm run doctor -- --mode development': {
    kind: 'not run',
    because: 'test/scripts/doctor.test.ts runs the command in it',
  },
  'npm run doctor -- --app https://…': {
    kind: 'not run',
    because: 'test/scripts/doctor-app.test.ts runs the command in it',
  },
  'npm run pool-schema': {
    kind: 'ends',
    check: () => expect(JSON.parse(inCopy('local-cognito/schema.json'))).toHaveProperty('title'),
  },
  'npm run sbom': { kind: 'ends' },
  'npm run test:pool': { kind: 'ends' },
  'npm run local-cognito -- --help': { kind: 'ends' },
  'npm run build -- --base /app/': {
    kind: 'ends',
    check: () => expect(inCopy('dist/index.html')).toContain('src="/app/assets/'),
  },
  'npm run build': { kind: 'ends', check: () => expect(inCopy('dist/index.html')).toContain('<script>') },
  'npm run headers': { kind: 'ends' },
  'npm run headers -- --format nginx': { kind: 'ends' },
  'npm run --silent headers -- --format nginx > toyseven.conf': {
    kind: 'ends',
    check: () => expect(inCopy('toyseven.conf')).toMatch(/^# .*\nbrotli_static on;/),
  },
  'npm run --silent headers -- --format netlify > dist/_headers': {
    kind: 'ends',
    check: () => expect(inCopy('dist/_headers')).toMatch(/^\/\*\n/),
  },
  [scriptOf('docs/hosting.md', 'npm run build\nfor file in')]: { kind: 'ends', check: checkUpload },
  [scriptOf('docs/hosting.md', 'aws s3 cp "s3://$BUCKET/index.html" before.html')]: {
    kind: 'ends',
    check: () => expect(JSON.parse(inCopy('policy.json'))).toHaveProperty('SecurityHeadersConfig'),
  },
  'aws cloudfront create-response-headers-policy --response-headers-policy-config file://policy.json': { kind: 'ends' },
  'npm run preview': { kind: 'serves', prints: `http://localhost:${appPort}/` },
  'npm run preview:local': { kind: 'serves', prints: `Registered for this app: http://localhost:${appPort}/callback` },
  'npm run dev': { kind: 'serves', prints: 'a local stand-in, not AWS' },
  'npm run dev -- --port 3210': {
    kind: 'serves',
    prints: `Registered for this app: http://localhost:${appPort}/callback`,
  },
  '__VITE_ADDITIONAL_SERVER_ALLOWED_HOSTS=.app.github.dev npm run dev': {
    kind: 'serves',
    prints: 'a local stand-in, not AWS',
    check: async () => {
      expect(await statusFor('name-3000.app.github.dev')).toBe(200)
      expect(await statusFor('name-3000.evil.example')).toBe(403)
    },
  },
  'npm run local-cognito': { kind: 'serves', prints: `http://127.0.0.1:${poolPort}/__local/` },
  ...Object.fromEntries(curlCommands().map((command) => [command, { kind: 'ends' } satisfies Way])),
  'npm ci': { kind: 'not run', because: inRegistry },
  'npm i': { kind: 'not run', because: inRegistry },
  "npm install <package> --before <last week's date>": { kind: 'not run', because: inRegistry },
  'npm test': { kind: 'not run', because: itself },
  'npx vitest run -t A01': { kind: 'not run', because: itself },
  'npx vitest run test/auth/sign-in.test.ts': { kind: 'not run', because: itself },
  'npm --prefix api test': { kind: 'not run', because: 'api/ has its own packages' },
  'npm --prefix infra test': { kind: 'not run', because: 'infra/ has its own packages' },
  'npm run format': { kind: 'not run', because: 'npm test runs it' },
  'npm run lint': { kind: 'not run', because: 'npm test runs it' },
  'npm run types': { kind: 'not run', because: 'npm test runs it' },
  'npm run test:unit': { kind: 'not run', because: itself },
  'npm run test:e2e -- sign-in.spec': { kind: 'not run', because: 'it needs a browser' },
  'npm run test:e2e': { kind: 'not run', because: 'it needs a browser' },
  'npm run test:e2e -- -g A01': { kind: 'not run', because: 'it needs a browser' },
  'npm run test:browsers': { kind: 'not run', because: 'it needs a browser' },
  'npm run test:soak': { kind: 'not run', because: slow },
  'npm run pictures': { kind: 'not run', because: slow },
  'npm run pictures -- -g social-card': { kind: 'not run', because: slow },
  'npm run bench': { kind: 'not run', because: slow },
  'npm run bench -- size': { kind: 'not run', because: slow },
  'npm run bench -- flow': { kind: 'not run', because: slow },
  'npm run bench -- pool': { kind: 'not run', because: slow },
  'npm run bench -- tabs': { kind: 'not run', because: slow },
  'npm run test:pool -- --domain … --issuer … --client-id …': { kind: 'not run', because: 'it asks a real pool' },
  'aws sso login': { kind: 'not run', because: 'it needs an AWS account' },
  'npm run aws:deploy': { kind: 'not run', because: inAws },
  'npm run aws:deploy -- dev': { kind: 'not run', because: inAws },
  'npm run aws:deploy -- prod': { kind: 'not run', because: inAws },
  'npm run aws:env -- dev': { kind: 'not run', because: inAws },
  'npm run aws:destroy -- dev': { kind: 'not run', because: inAws },
  'aws cognito-idp update-user-pool-client': { kind: 'not run', because: 'it needs a user pool' },
  [scriptOf('docs/aws.md', 'POOL=$(aws cognito-idp create-user-pool')]: { kind: 'not run', because: 'it needs AWS' },
  [scriptOf('docs/aws.md', 'aws cognito-idp describe-user-pool-client')]: {
    kind: 'not run',
    because: 'it needs a user pool',
  },
  'local-cognito --help': { kind: 'not run', because: 'test/local-cognito/package.test.ts runs it' },
  'curl -I': { kind: 'not run', because: 'it asks CloudFront' },
  'gh codespace ports forward 3000:3000 9229:9229': { kind: 'not run', because: 'it needs a codespace' },
  [scriptOf('docs/containers.md', 'docker run', 0)]: { kind: 'not run', because: 'it needs Docker' },
  [scriptOf('docs/containers.md', 'docker run', 1)]: {
    kind: 'not run',
    because: 'it needs Docker; test/scripts/dev.test.ts runs the command in it',
  },
}

const running: RunningCommand[] = []

beforeAll(() => {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(join(bin, 'aws'), standInForAws)
  chmodSync(join(bin, 'aws'), 0o755)
})
afterAll(() => Promise.all(running.map((command) => command.interrupt())))

/** Notes its arguments, one line a call, and gives the page of a build for a download. */
const standInForAws = `#!/bin/sh
echo "$*" >> "$AWS_CALLS"
case "$3" in s3://*) cp dist/index.html "$4" ;; esac
`

it('each command in a README or a page of docs is here, and no other', () => {
  const documented = new Set(documents().flatMap(commandsOf))
  expect([...documented].toSorted()).toEqual(Object.keys(ways).toSorted())
  expect(documented.size).toBeGreaterThan(40)
})

// The commands are written for a POSIX shell.
describe.skipIf(process.platform === 'win32')('a documented command works:', () => {
  it.each(commandsThat('ends'))(
    '%s',
    async (_title, command, { check }) => {
      const needsPool = command.startsWith('curl ')
      if (needsPool) await startPool()
      const line = needsPool ? `${command.replace('9229', String(poolPort))} --fail-with-body --silent` : command
      const started = run(line, command)
      expect([await started.code, started.output()]).toEqual([0, expect.anything()])
      expect(needsPool ? JSON.parse(started.output()) : {}).not.toHaveProperty('error')
      check?.()
    },
    60_000,
  )

  it.each(commandsThat('serves'))(
    '%s',
    async (_title, command, { prints, check }) => {
      await Promise.all(running.map((one) => one.interrupt()))
      const started = run(onFreePort(command), command)
      await expect(started.prints(prints)).resolves.not.toThrow()
      await check?.()
      await started.interrupt()
    },
    60_000,
  )

  it('local-cognito: each option in its README is one of the command', { timeout: 30_000 }, () => {
    const help = execFileSync(process.execPath, ['scripts/run.mjs', 'local-cognito/cli.ts', '--help'], { cwd: root })
    const other = ['--domain', '--issuer', '--client-id']
    const options = [...readFileSync(join(root, 'local-cognito/README.md'), 'utf8').matchAll(/`[^`\n]*(--[a-z-]+)/g)]
    const named = options.map(([, option = '']) => option).filter((option) => !other.includes(option))
    expect(named.length).toBeGreaterThan(5)
    expect(named.filter((option) => !help.toString().includes(`${option} `))).toEqual([])
  })
})

describe('a command that is not run:', () => {
  it.each(commandsThat('not run'))('%s has a reason, and each name in it exists', (_title, command, { because }) => {
    expect(because).not.toBe('')
    expect(unknownNamesIn(command)).toEqual([])
  })
})

/** The names in a command that the project does not have: a script, a tool, a benchmark, an option or a test. */
function unknownNamesIn(command: string): string[] {
  const { scripts } = JSON.parse(readProjectFile('package.json'))
  const script = /npm (?:run )?(test$|(?<=run )[\w:-]+)/.exec(command)?.[1]
  const tool = /^npx (\S+)/.exec(command)?.[1]
  const benchmark = /bench -- (\w+)/.exec(command)?.[1]
  const options = script === 'test:pool' ? [...command.matchAll(/--[a-z-]{2,}/g)].map(([option]) => option) : []
  const id = / -[tg] (A\d\d)/.exec(command)?.[1]
  const suite = command.startsWith('npx vitest') ? 'test/auth' : 'test/e2e'
  const isKnown = new Map([
    [script, (name: string) => name in scripts],
    [tool, (name: string) => existsSync(join(root, 'node_modules/.bin', name))],
    [benchmark, (name: string) => readProjectFile('bench/main.ts').includes(`  ${name}: `)],
    [id, (name: string) => filesIn(suite).some((source) => source.includes(`'${name}`))],
    ...options.map(
      (option) => [option, (name: string) => readProjectFile('test/pool/main.ts').includes(`${name} `)] as const,
    ),
  ])
  return [...isKnown].flatMap(([name, isInProject]) => (name === undefined || isInProject(name) ? [] : [name]))
}

function readProjectFile(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function filesIn(path: string): string[] {
  return readdirSync(join(root, path)).map((name) => readProjectFile(join(path, name)))
}

/** The commands of a kind: the first two lines as a title, the command, and its way. */
function commandsThat<Kind extends Way['kind']>(kind: Kind): [string, string, Extract<Way, { kind: Kind }>][] {
  const isOfKind = (way: Way): way is Extract<Way, { kind: Kind }> => way.kind === kind
  return Object.entries(ways).flatMap(([command, way]) =>
    isOfKind(way) ? [[command.split('\n', 2).join('; '), command, way]] : [],
  )
}

/** Runs a line in the copy. A production build needs a real pool; the other commands use the local one. */
function run(line: string, command: string): RunningCommand {
  const isProduction = /(build|headers|preview)( |\n|$)/.test(command)
  const started = startCommand(folder, 'sh', ['-ec', line], {
    ...(isProduction ? realPool : {}),
    PATH: [join(folder, 'bin'), process.env['PATH']].join(delimiter),
    AWS_CALLS: awsCalls,
    BUCKET: 'bucket',
    POLICY: 'policy',
    ETAG: 'etag',
    npm_config_update_notifier: 'false',
  })
  running.push(started)
  return started
}

const realPool = {
  VITE_COGNITO_USER_POOL_ID: 'ap-northeast-2_AbCdEf123',
  VITE_COGNITO_CLIENT_ID: 'a1b2c3d4e5f6g7h8i9j0k1l2m3',
  VITE_COGNITO_DOMAIN: 'https://toyseven.auth.ap-northeast-2.amazoncognito.com',
}

let pool: RunningCommand | undefined

async function startPool(): Promise<void> {
  pool ??= run('npm run local-cognito -- --memory', 'npm run local-cognito')
  await pool.prints(`http://127.0.0.1:${poolPort}/__local/`)
}

/** The pool's port is in the copy's configuration. The app's port is an argument. */
function onFreePort(command: string): string {
  if (command.includes('local-cognito')) return command
  return command.includes('--port') ? command.replace('3210', String(appPort)) : `${command} -- --port ${appPort}`
}

function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: 'localhost', port: appPort, headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

function scriptOf(page: string, start: string, index = 0): string {
  return commandsOf(page).filter((command) => command.startsWith(start))[index] ?? `${page}: ${start}`
}

function curlCommands(): string[] {
  return commandsOf('local-cognito/README.md').filter((command) => command.startsWith('curl '))
}

/** Each file of the build is uploaded once, the page last, and each `.br` file with its encoding. */
function checkUpload(): void {
  const uploads = readFileSync(awsCalls, 'utf8').trim().split('\n')
  const files = readdirSync(join(folder, 'dist'), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  )
  expect(uploads).toHaveLength(files.length)
  const indexOf = (name: string) =>
    uploads.findIndex((line) => line.startsWith(`s3 cp dist/${name} s3://bucket/${name} `))
  const scripts = uploads.filter((line) => line.startsWith('s3 cp dist/assets/') && line.includes('.js '))
  expect(scripts.length).toBeGreaterThan(3)
  for (const script of scripts) {
    expect(script).toContain(
      '--content-type text/javascript; charset=utf-8 --cache-control public, max-age=31536000, immutable',
    )
    expect(uploads.indexOf(script)).toBeLessThan(indexOf('index.html'))
  }
  expect(uploads[indexOf('index.html.br')]).toMatch(/text\/html.* no-cache --content-encoding br$/)
  expect(JSON.parse(inCopy('policy.json'))).toHaveProperty('SecurityHeadersConfig')
  expect(inCopy('viewer-request.js')).toContain('function handler')
}
