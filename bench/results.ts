import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { between } from '../scripts/markers.ts'
import { titles } from './parts.ts'
import { type Figure, tableOf } from './table.ts'

/** The figures of one part, and how they were measured. */
export interface Measured {
  machine: string
  /** ISO date. */
  date: string
  rounds: string
  figures: Figure[]
}

export type Results = Record<string, Measured>

const file = new URL('./results.json', import.meta.url)
const page = new URL('../docs/benchmarks.md', import.meta.url)

export const readResults = (): Results => JSON.parse(readFileSync(file, 'utf8'))

/** The machine, as the page names it. */
export function thisMachine(): string {
  const [cpu] = cpus()
  const memory = `${Math.round(totalmem() / 1024 ** 3)} GB`
  return `${cpus().length} × ${cpu?.model}, ${memory}, Node ${process.version}`
}

/** The tables of all parts that were measured, as Markdown. */
export function pageOf(results: Results): string {
  const parts = Object.entries(titles).flatMap(([name, title]) => {
    const measured = results[name]
    if (!measured) return []
    const { machine, date, rounds, figures } = measured
    const how = `\`${name}\`, ${date}, ${machine}, ${rounds}`
    return [`### ${title}\n\n${how}\n\n${tableOf(figures)}`]
  })
  return `\n${parts.join('\n\n')}\n`
}

/** Keeps the figures, and puts them into the page. */
export function writeResults(more: Results): void {
  const results = { ...readResults(), ...more }
  const kept = Object.keys(titles).flatMap((name) =>
    results[name] ? [[name, results[name]] as const] : [],
  )
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`)
  writeFileSync(page, between('benchmarks', readFileSync(page, 'utf8'), pageOf(results)))
}
