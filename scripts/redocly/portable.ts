import { isNode, type Location, type Rule, whole } from './rule.ts'

/**
 * Look-around, character properties, back references and `\u`: each is refused by an engine of a generated client (RE2
 * in Go, `re` in Python), and that client then cannot use the document at all.
 */
const notEverywhere = /\(\?(?!:)|\\[pPukxQEAzZGRX1-9]/

export const portablePatterns: Rule = () => ({
  Schema({ pattern }, { location, report }) {
    if (typeof pattern !== 'string' || !notEverywhere.test(pattern)) return
    report({
      message: `Go and Python cannot compile ${pattern}.`,
      location: location.child(['pattern']),
    })
  },
})

export const noLoneAllOf: Rule = () => ({
  Schema({ allOf }, { location, report }) {
    if (!Array.isArray(allOf) || allOf.length > 1 || !isNode(allOf[0])) return
    report({
      message: 'Generators leave the type of a single allOf undefined.',
      location: location.child(['allOf']),
    })
  },
})

export const parameterSchemas: Rule = () => ({
  Parameter({ content }, { location, report }) {
    if (content === undefined) return
    report({
      message:
        'Six generators send a parameter with content as [object Object]: use contentSchema.',
      location: location.child(['content']),
    })
  },
})

const isArray = (schema: unknown) => isNode(schema) && schema.type === 'array'

export const readableTuples: Rule = () => ({
  Schema(schema, context) {
    const { prefixItems, items, oneOf } = schema
    if (prefixItems !== undefined && items === undefined)
      context.report({ message: 'Tools without support for prefixItems need items beside it.' })
    const branches = Array.isArray(oneOf) ? oneOf.map((branch) => whole(branch, context)) : []
    if (branches.filter(isArray).length > 1)
      context.report({
        message: 'Generators merge arrays that differ in their items: use anyOf.',
        location: context.location.child(['oneOf']),
      })
  },
})

export const plainBooleans: Rule = () => ({
  Schema(schema, { location, report }) {
    // Older forms, which the projection for clients leaves out.
    if ('x-also-accepted' in schema) return
    const values = Array.isArray(schema.enum) ? schema.enum : [schema.const]
    if (!values.some((value) => value === null || typeof value === 'boolean')) return
    report({
      message: 'Generators drop operations with true or null in an enum: use the type.',
      location,
    })
  },
})

const largestInt32 = 2 ** 31 - 1

export const numberFormats: Rule = () => ({
  Schema({ type, format, maximum }, { location, report }) {
    const isSmall = typeof maximum === 'number' && maximum <= largestInt32
    if (![type].flat().some((one) => one === 'number' || (one === 'integer' && !isSmall))) return
    if (format !== undefined) return
    report({
      message:
        'Without a format, a number is a float of 32 bits in Go, and an integer has 32 bits in Java.',
      location: location.child(['type']),
    })
  },
})

export const schemaNames: Rule = () => {
  const names = new Map<string, Location>()
  const withParameters: string[] = []
  return {
    Components({ schemas }, { location, report }) {
      for (const name of Object.keys(isNode(schemas) ? schemas : {})) {
        names.set(name.toLowerCase(), location.child(['schemas', name]))
        if (!/^New[A-Z]/.test(name)) continue
        report({
          message: `In Go, ${name} is the constructor of ${name.slice(3)}.`,
          location: location.child(['schemas', name]),
        })
      }
    },
    Operation({ operationId, parameters }) {
      if (Array.isArray(parameters)) withParameters.push(String(operationId))
    },
    Root: {
      leave(_root, { report }) {
        for (const operationId of withParameters) {
          const location = names.get(`${operationId}params`.toLowerCase())
          if (!location) continue
          report({
            message: `In Go, this is the type of the parameters of ${operationId}.`,
            location,
          })
        }
      },
    },
  }
}

/** An enum that is part of another becomes a second type, which is not compatible with the first. */
export const distinctEnums: Rule = () => {
  const found = new Map<string, { values: unknown[]; location: Location }>()
  return {
    Schema({ enum: values }, { location }) {
      if (Array.isArray(values) && values.length > 1)
        found.set(location.absolutePointer, { values, location })
    },
    Root: {
      leave(_root, { report }) {
        const all = [...found.values()]
        for (const { values, location } of all) {
          const whole = all.find(
            (other) =>
              other.values.length > values.length &&
              values.every((value) => other.values.includes(value)),
          )
          if (whole)
            report({ message: `${values.join(', ')} are part of another enum: use it.`, location })
        }
      },
    },
  }
}

export const streamTexts: Rule = () => ({
  MediaType(media, context) {
    if (context.key !== 'text/event-stream') return
    const { type, contentSchema } = whole(media.schema, context)
    if (type === 'string' && isNode(contentSchema) && isNode(contentSchema.items)) return
    context.report({
      message: 'A stream is a string; the items of its contentSchema are the events.',
    })
  },
})
