import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'rolldown'

interface Part {
  $ref?: string
  [name: string]: unknown
}

const methods = ['get', 'put', 'post', 'patch', 'delete']

const file = join(import.meta.dirname, '../../generated/openapi.json')

/** The parts of the document that the dashboard needs, as modules: `document:operations` and `document:events`. */
export const documentModules: Plugin = {
  name: 'document-modules',
  resolveId: { filter: { id: /^document:/ }, handler: (id) => `\0${id}.js` },
  load: {
    filter: { id: /^\0document:/ },
    async handler(id) {
      const document = JSON.parse(await readFile(file, 'utf8')) as Part
      const values = id.includes('operations') ? operationsOf(document) : eventsOf(document)
      return Object.entries(values)
        .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
        .join('\n')
    },
  },
}

const partsOf = (value: unknown) => Object.entries((value ?? {}) as Record<string, Part>)

/** Follows references to components. */
function resolver(document: Part) {
  return (part: Part): Part => {
    if (part.$ref === undefined) return part
    const names = part.$ref.slice('#/'.length).split('/')
    return names.reduce((at, name) => at[name] as Part, document)
  }
}

function operationsOf(document: Part) {
  const resolved = resolver(document)
  const pathExamples: Record<string, unknown> = {}
  const operations = partsOf(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method] as Part | undefined
      if (!operation) return []
      const parameters = [item.parameters, operation.parameters]
        .flatMap((some) => (some ?? []) as Part[])
        .map(resolved)
      for (const one of parameters)
        if (one.in === 'path') pathExamples[one.name as string] = one.example
      const content = partsOf(resolved((operation.requestBody ?? {}) as Part).content)
      // The console sends JSON, and shows what is complete.
      if (content.some(([type]) => type !== 'application/json') || streams(operation)) return []
      return [
        {
          id: operation.operationId,
          method: method.toUpperCase(),
          path,
          summary: operation.summary,
          tag: (operation.tags as string[])[0],
          query: parameters.flatMap((one) => (one.in === 'query' ? [one.name] : [])),
          bodies: content.flatMap(([, { examples }]) =>
            partsOf(examples).map(([, example]) => {
              const { summary, value } = resolved(example)
              return [summary, value]
            }),
          ),
        },
      ]
    }),
  )
  return { operations, pathExamples }
}

const streams = ({ responses }: Part) => JSON.stringify(responses).includes('"text/event-stream"')

function eventsOf(document: Part) {
  const { schemas = {} } = document.components as Record<string, Record<string, Part>>
  const webhookTypes = schemas.WebhookEventType?.enum as string[]
  const webhooks = new Map(partsOf(document.webhooks))
  const { discriminator } = schemas.Event ?? {}
  const { mapping } = discriminator as { mapping: Record<string, string> }
  const isLogged = ($ref: string) =>
    JSON.stringify(resolver(document)({ $ref })).includes('/LoggedEvent"')
  return {
    webhookEvents: webhookTypes.map((type) => {
      const { summary } = (webhooks.get(type) as Part).post as Part
      return [type, summary]
    }),
    logTypes: Object.keys(mapping).filter((type) => isLogged(mapping[type] ?? '')),
  }
}
