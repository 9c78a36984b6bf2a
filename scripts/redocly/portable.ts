import { isNode, type Rule, whole } from './rule.ts'

/**
 * Look-around, character properties, back references and `\u`: one of the engines that generators bring along
 * (RE2 in Go, `re` in Python) refuses each of them, and with it the whole document.
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
      context.report({ message: 'Tools that do not know prefixItems need items beside it.' })
    const branches = Array.isArray(oneOf) ? oneOf.map((branch) => whole(branch, context)) : []
    if (branches.filter(isArray).length > 1)
      context.report({
        message: 'Generators read arrays that differ in their items as one: use anyOf.',
        location: context.location.child(['oneOf']),
      })
  },
})
