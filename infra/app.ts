import { readFileSync } from 'node:fs'
import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { PoolStack } from './pool/pool-stack.ts'
import { readEnvironment } from './settings/read-settings.ts'
import type { SiteDelivery } from './site/distribution.ts'
import { LogsStack } from './site/logs-stack.ts'
import { SiteStack } from './site/site-stack.ts'
import { stackNames } from './stack-names.ts'

/**
 * What `cdk` runs. Context: `environment`; `siteOrigin`, once the site is deployed; `delivery`, the file that
 * infra/commands/delivery.ts writes; `distributionArn`, for the logs. A stack whose context is missing is left out.
 */
export function main(): void {
  const app = new App()
  const text = (name: string): string | null => {
    const value: unknown = app.node.tryGetContext(name)
    return typeof value === 'string' && value !== '' ? value : null
  }
  const name = text('environment') ?? 'dev'
  const environment = readEnvironment(name)
  const names = stackNames(name)
  new PoolStack(app, names.pool, { environment, siteOrigin: text('siteOrigin') })
  const file = text('delivery')
  if (file !== null) {
    const delivery: SiteDelivery = JSON.parse(readFileSync(file, 'utf8'))
    new SiteStack(app, names.site, { environment, delivery })
  }
  const distributionArn = text('distributionArn')
  if (distributionArn !== null) new LogsStack(app, names.logs, { environment, distributionArn })
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  app.synth()
}
