import { callsOf } from '../samples/call.ts'
import { fileNameOf, programOf } from '../samples/language.ts'
import { languages } from '../samples/languages.ts'
import { readGuides } from '../workflows/guides.ts'
import type { Spec } from './spec.ts'

/** The workflow of each guide as a program in each language, by the path of its file. */
export async function samplePrograms(spec: Spec): Promise<Record<string, string>> {
  const workflows = (await readGuides()).flatMap(({ document }) => document.workflows)
  return Object.fromEntries(
    workflows.flatMap((workflow) =>
      languages.map((language) => [
        `generated/samples/${fileNameOf(workflow.workflowId)}.${language.ending}`,
        programOf(language, callsOf(spec, workflow)),
      ]),
    ),
  )
}
