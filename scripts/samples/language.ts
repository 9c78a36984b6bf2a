import type { Call } from './call.ts'

/** How calls are written in a language. */
export interface Language {
  name: 'curl' | 'typescript' | 'python' | 'go'
  title: string
  /** The ending of a program's file, which is also the name of the language for highlighting. */
  ending: string
  /** The command that runs a program. */
  run(file: string): string
  /** What must be installed to run a program, as Markdown. */
  needs: string
  /** The beginning of a program. */
  begin(calls: Call[]): string
  step(call: Call): string
  /** The end of a program, if it needs one. */
  end?: string
  /** The two characters that begin a comment. */
  comment: string
}

export const baseUrl = 'http://127.0.0.1:8080'

/** The environment variables of the tokens. */
export const tokensOf = (calls: Call[]): string[] => [
  ...new Set(calls.flatMap(({ token }) => ('variable' in token ? token.variable : []))),
]

export const indented = (text: string, by: string): string => text.replaceAll(/^(?=.)/gm, by)

/** The file of a program, without its ending. */
export const fileNameOf = (workflowId: string): string =>
  workflowId.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** A whole program. */
export function programOf(language: Language, calls: Call[]): string {
  const { comment, step, begin, end } = language
  const steps = calls.map((call, index) => `${comment} ${index + 1}. ${call.title}\n${step(call)}`)
  const inside = steps.join('\n\n')
  return end === undefined
    ? `${begin(calls)}\n\n${inside}\n`
    : `${begin(calls)}\n${indented(inside, '\t')}\n${end}\n`
}
