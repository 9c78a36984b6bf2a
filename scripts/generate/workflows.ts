import { readGuides } from '../workflows/guides.ts'
import { doNotEdit, type Spec } from './spec.ts'
import { yamlText } from './yaml.ts'

/** The workflows of all guides as one Arazzo document, for the bundled OpenAPI document beside it. */
export async function workflowsDocument({ info }: Spec): Promise<string> {
  const guides = await readGuides()
  return yamlText(
    {
      arazzo: '1.0.1',
      info: {
        title: `Workflows of ${info.title}`,
        summary: 'The guides, as calls that can be run.',
        version: info.version,
      },
      sourceDescriptions: [{ name: 'parley', url: 'openapi.json', type: 'openapi' }],
      workflows: guides.flatMap(({ document }) => document.workflows),
    },
    doNotEdit,
  )
}
