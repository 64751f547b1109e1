/** CLDR's name of a language made of English. */
export const pseudoLanguage = 'en-XA'

/** Around each text that was translated. */
export const [opening, closing] = ['⟦', '⟧'] as const

const folder = `src/i18n/messages/${pseudoLanguage}`

/** Marks each text, and makes it longer by 40 %, as a translation into German or Finnish is. A text between marks is English. */
const pseudo = `
const fill = (text: string) => '~'.repeat(Math.ceil(text.length * 0.4))

function pseudoText(text: string, padded = text): string {
  const padding = fill(padded).replace(/(.{6})/g, '$1 ').trim()
  return \`${opening}\${text} \${padding}${closing}\`
}

export function pseudo<T>(value: T): T
export function pseudo(value: unknown): unknown {
  if (typeof value === 'string') return pseudoText(value)
  // What is put into a text does not make its padding longer: a prerendered page has placeholders for it.
  const emptied = (args: unknown[]) => args.map((arg) => (typeof arg === 'string' ? '' : arg))
  if (typeof value === 'function')
    return (...args: unknown[]) => pseudoText(String(value(...args)), String(value(...emptied(args))))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, pseudo(member)]))
}
`

/** The files of the language. */
export const pseudoMessages = [
  { kind: 'write', path: `${folder}/pseudo.ts`, text: pseudo },
  ...(['primary', 'landing', 'secondary', 'config'] as const).map(
    (part) =>
      ({
        kind: 'write',
        path: `${folder}/${part}.ts`,
        text: `import { ${part} as english } from '../en/${part}.ts'
import { pseudo } from './pseudo.ts'

export const ${part} = pseudo(english)
`,
      }) as const,
  ),
] as const
