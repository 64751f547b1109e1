import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import { fileSchema } from '../local-cognito/config/pool-config.ts'

export const poolSchemaFile = join(import.meta.dirname, '../local-cognito/schema.json')

/** The JSON schema of the local pool's configuration file, for editors. What only code can check is not in it. */
export function poolJsonSchema(): object {
  return { ...toJsonSchema(fileSchema, { typeMode: 'input', errorMode: 'ignore' }), title: 'local-cognito.json' }
}

/** Writes the schema; a test holds it and the code together. */
export async function main(): Promise<number> {
  writeFileSync(poolSchemaFile, `${JSON.stringify(poolJsonSchema(), null, 2)}\n`)
  return 0
}
