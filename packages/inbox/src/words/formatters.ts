/**
 * Returns a function that makes one formatter per language and options. Making one takes a thousand times as long as
 * using it.
 */
function once<Formatter, Options>(
  make: new (locale?: string, options?: Options) => Formatter,
): (locale: string, options?: Options) => Formatter {
  const made = new Map<string, Formatter>()
  return (locale, options) => {
    const key = `${locale} ${JSON.stringify(options)}`
    const formatter = made.get(key) ?? new make(locale || undefined, options)
    made.set(key, formatter)
    return formatter
  }
}

export const dateFormat = once<Intl.DateTimeFormat, Intl.DateTimeFormatOptions>(Intl.DateTimeFormat)

export const listFormat = once<Intl.ListFormat, Intl.ListFormatOptions>(Intl.ListFormat)

export const numberFormat = once<Intl.NumberFormat, Intl.NumberFormatOptions>(Intl.NumberFormat)

export const relativeFormat = once<Intl.RelativeTimeFormat, Intl.RelativeTimeFormatOptions>(
  Intl.RelativeTimeFormat,
)
