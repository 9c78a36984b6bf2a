import { isSchema, type Schema } from './schemas.ts'

const keywordsOf: Record<string, string[]> = {
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  array: ['items', 'minItems', 'maxItems'],
  object: ['properties', 'additionalProperties', 'propertyNames', 'minProperties', 'maxProperties'],
  null: [],
}

/**
 * The schema without the types in `x-also-accepted`. Only older clients send them, and generators would make a union of
 * each. A property with no other type is left out.
 */
export function plainForm({ 'x-also-accepted': also, ...schema }: Schema): Schema {
  if (isSchema(schema.properties)) schema.properties = withoutEmpty(schema.properties)
  if (!Array.isArray(also)) return schema
  const { type, oneOf, anyOf, ...rest } = schema
  const forms = oneOf ?? anyOf
  if (Array.isArray(forms)) {
    const [form, ...others] = forms.filter((one) => !also.includes(one.type))
    if (others.length > 0) throw new Error('Without the older forms, one form remains.')
    return '$ref' in form ? form : { ...form, ...rest }
  }
  const left = (type as string[]).filter((one) => !also.includes(one))
  const dropped = also.flatMap((one) => keywordsOf[one] ?? [])
  const kept = Object.entries(rest).filter(([keyword]) => !dropped.includes(keyword))
  return { type: left.length === 1 ? left[0] : left, ...Object.fromEntries(kept) }
}

const withoutEmpty = (properties: Schema): Schema =>
  Object.fromEntries(
    Object.entries(properties).filter(
      ([, schema]) => !(isSchema(schema) && Array.isArray(schema.type) && schema.type.length === 0),
    ),
  )
