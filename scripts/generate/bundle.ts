import { bundle, createConfig } from '@redocly/openapi-core'
import type { Spec } from './spec.ts'

/** Bundles the split document into one document whose references are all local. */
export async function bundleSpec(file: string): Promise<Spec> {
  const { bundle: document, problems } = await bundle({ ref: file, config: await createConfig({}) })
  if (problems.length > 0) throw new Error(problems.map((problem) => problem.message).join('\n'))
  const spec = document.parsed as Spec
  // The bundler lists components in the order of use, so one new reference would move half of the file.
  for (const [kind, components] of Object.entries(spec.components)) {
    spec.components[kind] = Object.fromEntries(
      Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  }
  return spec
}
