import { type Context, isNode, isText, type Node, nodes, type Rule, whole } from './rule.ts'

function hasExample(schema: Node): boolean {
  return Array.isArray(schema.examples) && schema.examples.length > 0
}

/** Whether it is an object, whose example follows from the examples of its properties. */
const isObject = (schema: Node) => isNode(schema.properties) || Array.isArray(schema.allOf)

// A named schema is a file in the source and a component in the bundle.
function isNamed({ location }: Context): boolean {
  return /^#\/(components\/schemas\/[^/]+)?$/.test(location.pointer)
}

export const schemaExplained: Rule = () => {
  const bodies = new Set<string>()
  const named: { schema: Node; context: Context }[] = []
  return {
    MediaType({ schema }, { resolve }) {
      // A body that can be null too is a union of a named schema and null.
      const forms = isNode(schema) && Array.isArray(schema.oneOf) ? schema.oneOf : []
      for (const form of [schema, ...forms]) {
        const pointer = resolve(form).location?.absolutePointer
        if (pointer) bodies.add(pointer)
      }
    },
    Schema(schema, context) {
      const { location, report } = context
      if (isNamed(context)) named.push({ schema, context })
      for (const [name, property] of nodes(schema.properties)) {
        const at = location.child(['properties', name])
        const explained = whole(property, context)
        if (!isText(explained.description)) {
          report({ message: `The property ${name} has a description.`, location: at })
        }
        if (!hasExample(explained) && !isObject(explained)) {
          report({ message: `The property ${name} has an example.`, location: at })
        }
      }
    },
    Root: {
      leave() {
        for (const { schema, context } of named) {
          const { location, report } = context
          if (!isText(schema.description)) {
            report({ message: 'A named schema has a description.', location })
          }
          // Prism returns the example of a body's schema before the named examples of the body. An example of an
          // object would repeat one of components/examples.
          const needsNone = bodies.has(location.absolutePointer) || isObject(schema)
          if (hasExample(schema) === needsNone) {
            report({
              message: 'A named schema has an example, unless it is a whole body or an object.',
              location,
            })
          }
        }
      },
    },
  }
}

export const parameterExplained: Rule = () => ({
  Parameter(parameter, { location, report }) {
    if (!isText(parameter.description)) {
      report({ message: 'A parameter has a description.', location })
    }
    if (!('example' in parameter || 'content' in parameter)) {
      report({ message: 'A parameter has an example.', location })
    }
  },
  Header(header, { location, report }) {
    if (!isText(header.description) || !('example' in header)) {
      report({ message: 'A header has a description and an example.', location })
    }
  },
})

// `type` is redundant, but Ajv compares unique items in one pass only if it is here.
const annotations = ['$ref', 'type', 'description', 'examples', 'deprecated']

export const refSiblings: Rule = () => ({
  ref(node, { location, report }) {
    for (const key of Object.keys(node)) {
      if (annotations.includes(key)) continue
      report({ message: `Not every tool reads ${key} beside a $ref.`, location })
    }
  },
})
