import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Host } from '../commands/host.ts'
import { main } from '../commands/main.ts'
import { startAwsStandIn, type AwsStandIn } from './aws-stand-in.ts'

let aws: AwsStandIn
let project: string
let printed: string[]
let programs: string[]
/** A program whose arguments match fails. */
let failing: RegExp | null
let typed: string

const poolOutputs = {
  UserPoolId: 'ap-northeast-2_AbCdEf123',
  ClientId: '1h57kf5cpq17m0eml12e3k4j5n',
  DomainUrl: 'https://toyseven-dev.auth.ap-northeast-2.amazoncognito.com',
}
const siteOutputs = {
  BucketName: 'the-bucket',
  DistributionId: 'E1',
  DistributionArn: 'arn:aws:cloudfront::111122223333:distribution/E1',
  SiteOrigin: 'https://d111.cloudfront.net',
}

/** Stands for the programs that a deployment runs. A `cdk deploy` makes its stack at the stand-in. */
const host: Host = {
  get project() {
    return project
  },
  print: (line) => printed.push(line),
  ask: () => Promise.resolve(typed),
  run(_program, args) {
    const line = args.filter((arg) => !arg.startsWith('/')).join(' ')
    programs.push(line)
    if (failing?.test(line) === true) return Promise.resolve(1)
    if (line.startsWith('deploy toyseven-dev-pool')) aws.stacks.set('toyseven-dev-pool', poolOutputs)
    if (line.startsWith('deploy toyseven-dev-site')) aws.stacks.set('toyseven-dev-site', siteOutputs)
    if (line.startsWith('deploy toyseven-dev-logs')) aws.stacks.set('toyseven-dev-logs', { LogBucketName: 'the-logs' })
    if (line === 'run build') writeBuild()
    return Promise.resolve(0)
  },
  read(_program, args) {
    programs.push(args.join(' '))
    if (failing?.test(args.join(' ')) === true) return Promise.resolve(null)
    const isPolicy = args.includes('cloudfront')
    return Promise.resolve(
      isPolicy ? '{"SecurityHeadersConfig":{},"CustomHeadersConfig":{"Items":[]}}' : 'function handler() {}',
    )
  },
}

function writeBuild(): void {
  mkdirSync(join(project, 'dist/assets'), { recursive: true })
  for (const file of [
    'a.txt',
    'index.html',
    'index.html.br',
    'favicon.svg',
    'assets/index-2.js',
    'assets/index-2.js.br',
  ]) {
    writeFileSync(join(project, 'dist', file), file)
  }
}

beforeEach(async () => {
  aws = await startAwsStandIn()
  aws.stacks.set('CDKToolkit', {})
  project = mkdtempSync(join(tmpdir(), 'infra-commands-'))
  printed = []
  programs = []
  failing = null
  typed = ''
  vi.stubEnv('AWS_ENDPOINT_URL', aws.url)
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  vi.stubEnv('npm_execpath', undefined)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await aws.close()
})

const run = (command: string, environment = 'dev') => main([command, environment], host)
const operations = () => aws.requests.map(({ operation }) => operation)
const lastLine = () => printed.at(-1) ?? ''

describe('deploy', () => {
  it('makes pool, values, build and hosting in this order, and asks the doctor at last', async () => {
    expect(await run('deploy')).toBe(0)
    const withoutHeaders = programs.filter((line) => !line.startsWith('scripts/'))
    const deployed = 'deploy toyseven-dev'
    const options = '--exclusively --require-approval never --context environment=dev'
    expect(withoutHeaders.map((line) => line.replace(/delivery=\S+/, 'delivery=file'))).toEqual([
      `${deployed}-pool ${options}`,
      'run build',
      `${deployed}-site ${options} --context delivery=file`,
      `${deployed}-pool ${options} --context siteOrigin=https://d111.cloudfront.net`,
      `${deployed}-logs ${options} --context distributionArn=${siteOutputs.DistributionArn}`,
      'run doctor -- --mode production --app https://d111.cloudfront.net',
    ])
    expect(lastLine()).toBe('The app is online: https://d111.cloudfront.net')
  })

  it('writes the values of the pool for the build and for localhost, and keeps the other lines', async () => {
    writeFileSync(join(project, '.env.local'), 'VITE_APP_NAME=Acme\nVITE_COGNITO_CLIENT_ID=old\n')
    await run('deploy')
    const expected = [
      'VITE_COGNITO_USER_POOL_ID=ap-northeast-2_AbCdEf123',
      'VITE_COGNITO_CLIENT_ID=1h57kf5cpq17m0eml12e3k4j5n',
      'VITE_COGNITO_DOMAIN=https://toyseven-dev.auth.ap-northeast-2.amazoncognito.com',
      'VITE_COGNITO_ISSUER=https://cognito-idp.ap-northeast-2.amazonaws.com/ap-northeast-2_AbCdEf123',
      'VITE_SESSION_LIFE=5d',
      '',
    ].join('\n')
    expect(readFileSync(join(project, '.env.production.local'), 'utf8')).toBe(expected)
    expect(readFileSync(join(project, '.env.local'), 'utf8')).toBe(`VITE_APP_NAME=Acme\n${expected}`)
  })

  it('uploads assets first and the page last, each with its type and its life', async () => {
    await run('deploy')
    const uploads = aws.requests.filter(({ operation }) => operation.startsWith('PUT '))
    expect(uploads.map(({ operation }) => operation.replace('PUT /the-bucket/', ''))).toEqual([
      'assets/index-2.js',
      'assets/index-2.js.br',
      'a.txt',
      'favicon.svg',
      'index.html',
      'index.html.br',
    ])
    const [script, compressed, , , page] = uploads
    expect(script?.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(compressed?.headers).toMatchObject({
      'content-encoding': expect.stringContaining('br'),
      'content-type': 'text/javascript; charset=utf-8',
    })
    expect(page?.headers).toMatchObject({ 'cache-control': 'no-cache', 'content-type': 'text/html; charset=utf-8' })
  })

  it('marks the assets of the build before, and only once', async () => {
    aws.objects.set('assets/index-0.js', { body: 'older', tags: 1 })
    aws.objects.set('assets/index-1.js', { body: 'old', tags: 0 })
    await run('deploy')
    const copies = aws.requests.filter(({ operation }) => operation.startsWith('COPY '))
    expect(copies.map(({ operation }) => operation)).toEqual(['COPY /the-bucket/assets/index-1.js'])
    expect(copies[0]?.headers).toMatchObject({
      'x-amz-tagging': 'superseded=true',
      'x-amz-tagging-directive': 'REPLACE',
    })
  })

  it('allows the script of the page that is online, too', async () => {
    aws.stacks.set('toyseven-dev-site', siteOutputs)
    aws.objects.set('index.html', { body: '<script>old</script>', tags: 0 })
    await run('deploy')
    const headers = programs.filter((line) => line.startsWith('scripts/run.mjs scripts/headers.ts'))
    expect(headers).toHaveLength(2)
    for (const line of headers) expect(line).toContain('--page dist/index.html --page dist/online.html')
    expect(readFileSync(join(project, 'dist/online.html'), 'utf8')).toBe('<script>old</script>')
    expect(operations()).not.toContain('PUT /the-bucket/online.html')
    expect(operations()).not.toContain('PUT /the-bucket/delivery.json')
  })

  it('invalidates everything but the assets', async () => {
    await run('deploy')
    const invalidation = aws.requests.find(({ operation }) => operation === 'CreateInvalidation')
    expect(invalidation?.body).toContain('<Path>/index.html</Path>')
    expect(invalidation?.body).not.toContain('/assets/')
  })
})

describe('deploy stops with one sentence, and goes on when it is run again', () => {
  const noSite = () => expect(operations().some((operation) => operation.startsWith('PUT '))).toBe(false)

  it('without credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined)
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined)
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true')
    vi.stubEnv('HOME', project)
    expect(await run('deploy')).toBe(1)
    expect(lastLine()).toContain('There are no AWS credentials')
    expect(programs).toEqual([])
  })

  it('with expired credentials', async () => {
    aws.failAt('GetCallerIdentity', 'ExpiredToken')
    expect(await run('deploy')).toBe(1)
    expect(lastLine()).toBe('AWS refuses the credentials (ExpiredToken): sign in again.')
  })

  it('without bootstrap', async () => {
    aws.stacks.delete('CDKToolkit')
    expect(await run('deploy')).toBe(1)
    expect(lastLine()).toContain('npx cdk bootstrap aws://111122223333/ap-northeast-2')
    expect(programs).toEqual([])
  })

  it('for an environment that is not in the settings', async () => {
    expect(await run('deploy', 'staging')).toBe(1)
    expect(lastLine()).toContain('no environment "staging"')
  })

  it('if another pool has the domain', async () => {
    aws.domainOwner = 'ap-northeast-2_Other'
    expect(await run('deploy')).toBe(1)
    expect(lastLine()).toContain('The domain "toyseven-dev" belongs to the user pool ap-northeast-2_Other')
    expect(programs).toEqual([])
  })

  it.each([
    ['deploy toyseven-dev-pool', /^deploy toyseven-dev-pool/, '"cdk deploy toyseven-dev-pool" failed'],
    ['the build', /^run build/, 'The build failed'],
    ['the headers', /headers\.ts/, 'The headers of the build cannot be made'],
    ['deploy toyseven-dev-site', /^deploy toyseven-dev-site/, '"cdk deploy toyseven-dev-site" failed'],
    ['the second deployment of the pool', /siteOrigin=/, '"cdk deploy toyseven-dev-pool" failed'],
  ])('at %s, before anything is uploaded', async (_name, program, sentence) => {
    failing = program
    expect(await run('deploy')).toBe(1)
    expect(lastLine()).toContain(sentence)
    noSite()
    failing = null
    expect(await run('deploy')).toBe(0)
  })

  it.each([
    ['the logs', /^deploy toyseven-dev-logs/, '"cdk deploy toyseven-dev-logs" failed'],
    ['the doctor', /^run doctor/, 'The app is online at https://d111.cloudfront.net, and npm run doctor found'],
  ])('at %s, after the upload', async (_name, program, sentence) => {
    failing = program
    expect(await run('deploy')).toBe(1)
    expect(lastLine()).toContain(sentence)
  })

  it.each(['DescribeStacks', 'DescribeUserPoolDomain', 'PUT /the-bucket/assets/index-2.js', 'CreateInvalidation'])(
    'with AWS’s own error at %s',
    async (operation) => {
      aws.failAt(operation, 'AccessDenied', 'Not allowed.')
      expect(await run('deploy')).toBe(1)
      expect(lastLine()).toContain('AWS refused this step: AccessDenied, Not allowed.')
    },
  )
})

describe('env', () => {
  it('only fetches the values', async () => {
    aws.stacks.set('toyseven-dev-pool', poolOutputs)
    expect(await run('env')).toBe(0)
    expect(programs).toEqual([])
    expect(operations()).toEqual(['GetCallerIdentity', 'DescribeStacks'])
    expect(readFileSync(join(project, '.env.local'), 'utf8')).toContain(
      'VITE_COGNITO_USER_POOL_ID=ap-northeast-2_AbCdEf123',
    )
  })

  it('says that there is no pool yet, and writes nothing', async () => {
    expect(await run('env')).toBe(1)
    expect(lastLine()).toContain('run "npm run aws:deploy -- dev" first')
    expect(existsSync(join(project, '.env.local'))).toBe(false)
  })
})

describe('destroy', () => {
  beforeEach(() => {
    aws.stacks.set('toyseven-dev-pool', poolOutputs)
    aws.stacks.set('toyseven-dev-site', siteOutputs)
    aws.stacks.set('toyseven-dev-logs', { LogBucketName: 'the-logs' })
    aws.objects.set('index.html', { body: '', tags: 0 })
  })

  it('says what it deletes, and deletes nothing unless the name is typed', async () => {
    typed = 'yes'
    expect(await run('destroy')).toBe(1)
    expect(printed.join('\n')).toContain('the user pool ap-northeast-2_AbCdEf123 and its 42 users')
    expect(printed.join('\n')).toContain('the bucket the-bucket')
    expect(lastLine()).toBe('Nothing was deleted: that is not its name.')
    expect(operations()).not.toContain('DeleteStack')
    expect(operations()).not.toContain('DeleteObjects')
  })

  it('empties the buckets and deletes the three stacks', async () => {
    typed = 'dev'
    expect(await run('destroy')).toBe(0)
    expect([...aws.stacks.keys()]).toEqual(['CDKToolkit'])
    expect(aws.objects.size).toBe(0)
  })

  it('goes on after a failure', async () => {
    typed = 'dev'
    aws.stacks.delete('toyseven-dev-site')
    expect(await run('destroy')).toBe(0)
    expect([...aws.stacks.keys()]).toEqual(['CDKToolkit'])
  })

  it('refuses a protected environment', async () => {
    expect(await run('destroy', 'prod')).toBe(1)
    expect(lastLine()).toContain('"prod" is protected')
    expect(operations()).toEqual(['GetCallerIdentity'])
  })
})

it.each([[[]], [['deploy']], [['deploy', '--help']], [['publish', 'dev']]])('prints its help for %j', async (args) => {
  expect(await main(args, host)).toBe(2)
  expect(printed.join()).toContain('npm run aws:deploy -- <environment>')
})
