import { kilobytes } from '../bytes.ts'
import { quartiles } from '../statistics.ts'
import { chainOf } from './chain.ts'
import { byHand, byHandEarly, contenders, ours, plainPage, type Contender } from './contenders.ts'
import type { Measure, Measured, Traces } from './measures.ts'
import { scriptBytes } from './scripts.ts'

/** Every round of every app, under one condition. */
export type Rounds = ReadonlyMap<Contender, readonly Measured[]>

const columns: readonly { readonly measure: Measure; readonly title: string; readonly digits: number }[] = [
  { measure: 'home', title: 'home usable', digits: 0 },
  { measure: 'click', title: 'click -> authorize', digits: 0 },
  { measure: 'hostedUi', title: 'click -> hosted UI', digits: 0 },
  { measure: 'deepLink', title: 'deep link -> authorize', digits: 0 },
  { measure: 'callback', title: 'callback -> content', digits: 0 },
  { measure: 'lateCallback', title: 'callback after 15 s', digits: 0 },
  { measure: 'reload', title: 'reload -> content', digits: 0 },
  { measure: 'deepLinkToContent', title: 'deep link -> content', digits: 0 },
  { measure: 'blocking', title: 'blocking', digits: 0 },
  { measure: 'shift', title: 'CLS', digits: 3 },
]

/** The goals: the highest ratio of this app's median to another app's, in the same run. */
const goals: readonly { readonly measure: Measure; readonly to: Contender; readonly atMost: number }[] = [
  { measure: 'home', to: plainPage, atMost: 0.65 },
  { measure: 'click', to: byHand, atMost: 1.05 },
  { measure: 'deepLink', to: byHandEarly, atMost: 1.05 },
  { measure: 'callback', to: byHandEarly, atMost: 1.05 },
  { measure: 'lateCallback', to: byHandEarly, atMost: 1.05 },
  { measure: 'reload', to: byHand, atMost: 0.97 },
  { measure: 'blocking', to: plainPage, atMost: 1.1 },
]

const nameWidth = 38

/** One row for each app: medians in milliseconds, with their quartiles. */
export function table(rounds: Rounds): string[] {
  const titles = columns.map(({ title }) => title.padStart(24)).join('')
  const rows = contenders.map((contender) => {
    const cells = columns.map(({ measure, digits }) => cell(valuesOf(rounds, contender, measure), digits).padStart(24))
    return `  ${contender.name.padEnd(nameWidth)}${cells.join('')}`
  })
  return [`  ${''.padEnd(nameWidth)}${titles}`, ...rows]
}

export function ratios(rounds: Rounds): string[] {
  return goals.map(({ measure, to, atMost }) => {
    const mine = quartiles(valuesOf(rounds, ours, measure)).median
    const theirs = quartiles(valuesOf(rounds, to, measure)).median
    const title = columns.find((column) => column.measure === measure)?.title ?? measure
    return `  ${title.padEnd(24)} ${theirs === 0 ? '-' : (mine / theirs).toFixed(2)} of "${to.name}" (goal: ${atMost.toFixed(2)} at most)`
  })
}

/** Which requests wait for which, in the last round. */
export function chains(rounds: Rounds): string[] {
  const parts: readonly (keyof Traces)[] = ['home', 'deepLink', 'callback', 'reload']
  return contenders.flatMap((contender) => {
    const traces = rounds.get(contender)?.at(-1)?.traces ?? {}
    const lines = parts.flatMap((part) => {
      const requests = traces[part]
      return requests === undefined ? [] : [`    ${part.padEnd(9)} ${chainOf(requests).join(' -> ')}`]
    })
    return [`  ${contender.name}`, ...lines]
  })
}

/** The JavaScript that a first visit fetches and runs until it shows the account page. */
export function scripts(rounds: Rounds): string[] {
  return contenders.map((contender) => {
    const { home = [], deepLinkToContent = home } = rounds.get(contender)?.at(-1)?.traces ?? {}
    return `  ${contender.name.padEnd(nameWidth)} ${kilobytes(scriptBytes(contender, deepLinkToContent)).padStart(6)} kB gz`
  })
}

function valuesOf(rounds: Rounds, contender: Contender, measure: Measure): number[] {
  return (rounds.get(contender) ?? []).flatMap(({ figures }) => figures[measure] ?? [])
}

function cell(values: readonly number[], digits: number): string {
  if (values.length === 0) return '-'
  const { lower, median, upper } = quartiles(values)
  const [low, middle, high] = [lower, median, upper].map((value) => value.toFixed(digits))
  return `${middle} (${low}-${high})`
}
