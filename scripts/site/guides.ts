import type { Spec } from '../generate/spec.ts'
import { type Call, callsOf } from '../samples/call.ts'
import { fileNameOf, type Language } from '../samples/language.ts'
import { languages } from '../samples/languages.ts'
import type { Workflow } from '../workflows/arazzo.ts'
import type { Guide } from '../workflows/guides.ts'
import type { StepResult } from '../workflows/respect.ts'
import type { Page } from './pages.ts'

export const guidePath = (name: string): string => `guides/${name}`

/** The path of the page of an operation in the reference. */
export const operationPath = (operationId: string): string =>
  `api/operations/${operationId.toLowerCase()}`

const picker = `<fieldset class="languages"><legend>Samples in</legend>${languages
  .map(
    ({ name, title }, index) =>
      `<label><input type="radio" name="language" value="${name}"${index === 0 ? ' checked' : ''}>${title}</label>`,
  )
  .join('')}</fieldset>`

const code = (language: string, text: string) => `\`\`\`${language}\n${text.trim()}\n\`\`\``

/** One text for each language. The site shows only the text of the chosen language. */
const forEach = (isTwin: boolean, textOf: (language: Language) => string) =>
  languages
    .map((language) =>
      isTwin
        ? `**${language.title}**\n\n${textOf(language)}`
        : `<div class="sample" data-language="${language.name}">\n\n${textOf(language)}\n\n</div>`,
    )
    .join('\n\n')

/** Ids and times of the run, unchanged. A long body is cut. */
function bodyText(body: unknown): string {
  const lines = JSON.stringify(body, null, 2).split('\n')
  const max = 40
  return lines.length <= max ? lines.join('\n') : [...lines.slice(0, max), '…'].join('\n')
}

interface Context {
  spec: Spec
  base: string
  isTwin: boolean
  results: StepResult[]
}

function stepText(call: Call, number: number, workflowId: string, context: Context): string {
  const { base, isTwin, results } = context
  const response = results.find(
    ({ workflow, step }) => workflow === workflowId && step === call.stepId,
  )?.response
  if (!response) throw new Error(`The step ${workflowId}/${call.stepId} was not run.`)
  const extension = isTwin ? '.md' : '/'
  const link = `[\`${call.operationId}\`](${base}${operationPath(call.operationId)}${extension})`
  return [
    `### ${number}. ${call.title}`,
    [call.description, `Operation: ${link}.`].filter((text) => text !== '').join('\n\n'),
    forEach(isTwin, (language) => code(language.ending, language.step(call))),
    `Returns ${response.status}:`,
    code('json', bodyText(response.body)),
  ].join('\n\n')
}

function workflowText(workflow: Workflow, context: Context): string {
  const { base, isTwin, spec } = context
  const calls = callsOf(spec, workflow)
  const file = fileNameOf(workflow.workflowId)
  const tokens = Object.entries(workflow.inputs.properties).flatMap(([name, { description }]) =>
    name === 'secretKey'
      ? [
          `[Start a server](${base}${isTwin ? 'index.md' : '#start'}) first. \`KEY\` is the secret key of your app, which the server prints at each start: \`export KEY=sk_…\``,
        ]
      : name === 'userToken'
        ? [`\`TOKEN\` is ${description.replace(/^A/, 'a')} \`export TOKEN=…\``]
        : [],
  )
  return [
    `## ${workflow.summary}`,
    workflow.description,
    tokens.join('\n\n'),
    forEach(isTwin, (language) => {
      const name = `${file}.${language.ending}`
      return [
        `Needs ${language.needs}. The whole program is [${name}](${base}samples/${name}); run it with \`${language.run(name)}\`. It begins with:`,
        code(language.ending, language.begin(calls)),
      ].join('\n\n')
    }),
    ...calls.map((call, index) => stepText(call, index + 1, workflow.workflowId, context)),
  ].join('\n\n')
}

/** The page of a guide, with the response of a server in each step. */
export function guidePage({ name, document }: Guide, context: Omit<Context, 'isTwin'>): Page {
  const { info, workflows } = document
  const text = (isTwin: boolean) =>
    [
      info.description,
      ...(isTwin ? [] : [picker]),
      ...workflows.map((workflow) => workflowText(workflow, { ...context, isTwin })),
    ].join('\n\n')
  return {
    path: guidePath(name),
    title: info.title,
    description: info.summary,
    markdown: text(false),
    twin: text(true),
  }
}
