import { readFile } from 'node:fs/promises'
import {
  collectionEnvironment,
  collectionFolder,
  collectionRequest,
  collectionRoot,
} from '../samples/bruno.ts'
import { callsOf } from '../samples/call.ts'
import { fileNameOf } from '../samples/language.ts'
import { readGuides, uploadedFile } from '../workflows/guides.ts'
import { doNotEdit, type Spec } from './spec.ts'
import { yamlText } from './yaml.ts'

/** The workflows of the guides as a collection for Bruno: a folder for each, by the paths of the files. */
export async function brunoCollection(spec: Spec): Promise<Record<string, string>> {
  const files: Record<string, object> = {
    'opencollection.yml': collectionRoot(spec.info.version),
    'environments/local.yml': collectionEnvironment(),
  }
  const workflows = (await readGuides()).flatMap(({ document }) => document.workflows)
  for (const [index, workflow] of workflows.entries()) {
    const { workflowId, summary, description } = workflow
    const folder = fileNameOf(workflowId)
    files[`${folder}/folder.yml`] = collectionFolder(summary, description, index + 1)
    for (const [at, call] of callsOf(spec, workflow).entries())
      files[`${folder}/${fileNameOf(call.stepId)}.yml`] = collectionRequest(call, at + 1)
  }
  const texts = {
    ...Object.fromEntries(
      Object.entries(files).map(([name, value]) => [name, yamlText(value, doNotEdit)]),
    ),
    'receipt.txt': await readFile(uploadedFile, 'utf8'),
  }
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [`generated/bruno/${name}`, text]),
  )
}
