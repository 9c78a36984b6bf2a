import { isNode, type Rule } from './rule.ts'

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
