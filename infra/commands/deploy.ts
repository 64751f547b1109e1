import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { S3Client } from '@aws-sdk/client-s3'
import { poolOutputs } from '../pool/pool-stack.ts'
import { readEnvironment } from '../settings/read-settings.ts'
import type { Environment } from '../settings/schema.ts'
import type { CloudFrontPolicy, SiteDelivery } from '../site/distribution.ts'
import { logsRegion } from '../site/logs-stack.ts'
import { siteOutputs } from '../site/site-stack.ts'
import { stackNames } from '../stack-names.ts'
import { checkBootstrap, findAccount, stackOutputs } from './account.ts'
import { deployStack } from './cdk.ts'
import { checkDomain } from './domain.ts'
import { appVariables, envFilesOf, writeEnvFile } from './env-files.ts'
import { StepError, type Host } from './host.ts'
import { invalidate, readCurrentPage, uploadBuild, uploadOrder } from './upload.ts'

type Outputs = Readonly<Record<string, string>>

interface Deployment {
  readonly host: Host
  readonly name: string
  readonly environment: Environment
}

/**
 * Makes the pool, builds the app with its values, and puts the app online. Each step can be repeated: after a failure, the
 * same command goes on.
 *
 * @throws SettingsError, StepError: one sentence for the person at the terminal
 */
export async function deploy(host: Host, name: string): Promise<void> {
  const environment = readEnvironment(name)
  const deployment = { host, name, environment }
  await checkAccount(deployment)
  const pool = await deployPool(deployment, await siteOriginOf(deployment))
  writeValues(deployment, pool)
  await buildApp(host)
  const site = await deploySite(deployment)
  await registerSite(deployment, site)
  await upload(deployment, site)
  await deployLogs(deployment, site)
  await checkResult(host, site)
}

async function checkAccount({ host, name, environment }: Deployment): Promise<void> {
  host.print(`1/8 Account, region ${environment.region} and domain`)
  const account = await findAccount(environment.region)
  for (const region of new Set([environment.region, logsRegion])) await checkBootstrap(account, region)
  const pool = await stackOutputs(environment.region, stackNames(name).pool)
  await checkDomain(environment, pool?.[poolOutputs.userPoolId] ?? null)
}

/** Known before the first deployment only for a domain of one's own. */
async function siteOriginOf({ name, environment }: Deployment): Promise<string | null> {
  if (environment.site !== undefined) return `https://${environment.site.domainName}`
  const site = await stackOutputs(environment.region, stackNames(name).site)
  return site?.[siteOutputs.origin] ?? null
}

async function deployPool({ host, name, environment }: Deployment, siteOrigin: string | null): Promise<Outputs> {
  const stack = stackNames(name).pool
  host.print(`2/8 User pool: ${stack}`)
  await deployStack(host, stack, { environment: name, siteOrigin })
  return outputsOf(environment, stack)
}

async function outputsOf({ region }: Environment, stack: string): Promise<Outputs> {
  const outputs = await stackOutputs(region, stack)
  if (outputs === null)
    throw new StepError(`The stack ${stack} is not there after its deployment: look at it in CloudFormation.`)
  return outputs
}

function writeValues({ host, environment }: Deployment, pool: Outputs): void {
  const files = envFilesOf(environment)
  host.print(`3/8 Values of the pool: ${files.join(', ')}`)
  for (const file of files) writeEnvFile(host.project, file, appVariables(environment, pool))
  const redirectUri = pool[poolOutputs.googleRedirectUri]
  if (redirectUri !== undefined) host.print(`    Register at Google as an authorised redirect URI: ${redirectUri}`)
}

async function buildApp(host: Host): Promise<void> {
  host.print('4/8 Build')
  if ((await runScript(host, 'build')) !== 0) throw new StepError('The build failed: the reason is above.')
}

/** `npm run`, also on Windows, where npm is no program that Node can start by itself. */
function runScript(host: Host, script: string, args: readonly string[] = []): Promise<number> {
  const npm = process.env['npm_execpath']
  const command = ['run', script, ...(args.length === 0 ? [] : ['--', ...args])]
  return npm === undefined
    ? host.run('npm', command, host.project)
    : host.run(process.execPath, [npm, ...command], host.project)
}

/** The policy allows the script of the new page and that of the page that is online, until the next deployment. */
async function deploySite(deployment: Deployment): Promise<Outputs> {
  const { host, name, environment } = deployment
  const stack = stackNames(name).site
  host.print(`5/8 Hosting: ${stack}. The first time, CloudFront takes some minutes.`)
  const before = await stackOutputs(environment.region, stack)
  const bucket = before?.[siteOutputs.bucket]
  const online = bucket === undefined ? null : await readCurrentPage(s3Of(environment), bucket)
  const delivery = await writeDelivery(host, online)
  await deployStack(host, stack, { environment: name, delivery })
  return outputsOf(environment, stack)
}

async function writeDelivery(host: Host, online: string | null): Promise<string> {
  const pages = ['dist/index.html']
  if (online !== null) {
    pages.push('dist/online.html')
    writeFileSync(join(host.project, 'dist/online.html'), online)
  }
  const headers = async (format: string): Promise<string> => {
    const args = [
      'scripts/run.mjs',
      'scripts/headers.ts',
      '--format',
      format,
      ...pages.flatMap((page) => ['--page', page]),
    ]
    const printed = await host.read(process.execPath, args, host.project)
    if (printed === null) throw new StepError('The headers of the build cannot be made: the reason is above.')
    return printed
  }
  const headersPolicy: CloudFrontPolicy = JSON.parse(await headers('cloudfront'))
  const delivery: SiteDelivery = { headersPolicy, viewerFunction: (await headers('cloudfront-function')).trim() }
  const file = join(host.project, 'dist/delivery.json')
  writeFileSync(file, JSON.stringify(delivery))
  return file
}

/** CloudFront's own domain is known only now: the client needs it among its URLs before the app goes online. */
async function registerSite(deployment: Deployment, site: Outputs): Promise<void> {
  const { host, name } = deployment
  const siteOrigin = site[siteOutputs.origin] ?? null
  host.print(`6/8 Callback and sign-out URL: ${siteOrigin}`)
  await deployStack(host, stackNames(name).pool, { environment: name, siteOrigin })
}

/** What only the deployment needs. */
const notUploaded = ['online.html', 'delivery.json']

async function upload({ host, environment }: Deployment, site: Outputs): Promise<void> {
  const bucket = site[siteOutputs.bucket] ?? ''
  const folder = join(host.project, 'dist')
  const files = uploadOrder(folder).filter((file) => !notUploaded.includes(file))
  host.print(`7/8 Upload of ${files.length} files`)
  const { superseded } = await uploadBuild(s3Of(environment), bucket, folder, files)
  host.print(`    ${superseded} assets of earlier builds stay for 14 days`)
  const cloudFront = new CloudFrontClient({ region: environment.region })
  await invalidate(cloudFront, site[siteOutputs.distributionId] ?? '', files)
}

async function deployLogs({ host, name }: Deployment, site: Outputs): Promise<void> {
  const distributionArn = site[siteOutputs.distributionArn] ?? ''
  await deployStack(host, stackNames(name).logs, { environment: name, distributionArn })
}

async function checkResult(host: Host, site: Outputs): Promise<void> {
  const origin = site[siteOutputs.origin] ?? ''
  host.print(`8/8 Doctor: the pool, and ${origin}`)
  const code = await runScript(host, 'doctor', ['--mode', 'production', '--app', origin])
  if (code !== 0) throw new StepError(`The app is online at ${origin}, and npm run doctor found what is above.`)
  host.print(`The app is online: ${origin}`)
}

function s3Of({ region }: Environment): S3Client {
  return new S3Client({ region })
}
