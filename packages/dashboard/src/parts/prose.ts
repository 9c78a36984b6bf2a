import { html } from 'lit'

/** A text of the document. Text in backquotes becomes code. */
export const prose = (text: string): unknown =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))

/** The name of a property in words: `maxParticipants` is "Max participants". */
export function words(name: string): string {
  const text = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return text.replace(/^api /, 'API ').replace(/^./, (first) => first.toUpperCase())
}
