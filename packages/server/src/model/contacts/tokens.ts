/** A part of a text, from one index to another. */
export interface Place {
  from: number
  to: number
}

export interface Token extends Place {
  kind: 'letters' | 'digits' | 'blank' | 'break' | 'sign'
  /**
   * In lower case and compatibility form: full-width characters become ordinary characters, digits of all scripts
   * become 0 to 9.
   */
  text: string
}

/** A text as letters, digits and signs, without invisible characters. Each read of a token is counted. */
export class Tokens {
  readonly source: string
  readonly #list: Token[]
  /** How often tokens were read. */
  steps = 0

  constructor(source: string) {
    this.source = source
    this.#list = spelledTogether(tokensOf(source))
  }

  get length(): number {
    return this.#list.length
  }

  at(index: number): Token | undefined {
    this.steps += 1
    return this.#list[index]
  }

  /** Whether the token is this sign or word. */
  is(index: number, text: string): boolean {
    return this.at(index)?.text === text
  }

  isKind(index: number, kind: Token['kind']): boolean {
    return this.at(index)?.kind === kind
  }

  /** The index after the spaces at the index. */
  afterBlank(index: number): number {
    return this.isKind(index, 'blank') ? index + 1 : index
  }

  /** The text of the tokens, without spaces. */
  textOf(start: number, end: number): string {
    let text = ''
    for (let index = start; index < end; index++) {
      const token = this.at(index)
      if (token && token.kind !== 'blank') text += token.text
    }
    return text
  }

  /** The place in the source from one token up to another, which is not included. */
  place(start: number, end: number): Place {
    return { from: this.at(start)?.from ?? 0, to: this.at(end - 1)?.to ?? 0 }
  }
}

/** Invisible characters, and characters that only change the character before them. */
const unseen = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{M}]/u
const dash = /\p{Pd}|\u2212/u
const digit = /\p{Nd}/u

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  let from = 0
  for (const character of source) {
    const to = from + character.length
    const last = tokens.at(-1)
    if (character > '\u007f' && unseen.test(character)) {
      if (last) last.to = to
    } else {
      for (const one of plainOf(character)) add(tokens, one, from, to)
    }
    from = to
  }
  return tokens
}

function add(tokens: Token[], text: string, from: number, to: number): void {
  const kind = kindOf(text)
  const last = tokens.at(-1)
  if (last?.kind === kind && kind !== 'sign') {
    last.text += text
    last.to = to
  } else tokens.push({ kind, text, from, to })
}

function kindOf(character: string): Token['kind'] {
  if (/^[a-z]$/.test(character) || /^\p{L}$/u.test(character)) return 'letters'
  if (/^[0-9]$/.test(character)) return 'digits'
  if (/^[\n\r\u2028\u2029]$/.test(character)) return 'break'
  return /^\s$/.test(character) ? 'blank' : 'sign'
}

function plainOf(character: string): string {
  if (character <= '\u007f') return character.toLowerCase()
  if (digit.test(character)) return digitOf(character)
  if (dash.test(character)) return '-'
  const plain = character.normalize('NFKC').toLowerCase()
  return plain === '。' ? '.' : plain
}

/** The digits of a script follow each other, from 0. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) as number
  let zero = code
  while (digit.test(String.fromCodePoint(zero - 1))) zero -= 1
  return String((code - zero) % 10)
}

/** Joins at least three letters with spaces between them to one word. */
function spelledTogether(tokens: Token[]): Token[] {
  const isLetter = (token: Token | undefined) =>
    token?.kind === 'letters' && [...token.text].length === 1
  const joined: Token[] = []
  for (let index = 0; index < tokens.length; ) {
    let end = index
    while (isLetter(tokens[end]) && tokens[end + 1]?.kind === 'blank' && isLetter(tokens[end + 2]))
      end += 2
    const [first, last] = [tokens[index] as Token, tokens[end] as Token]
    if (end - index < 4) joined.push(first)
    else {
      const text = tokens
        .slice(index, end + 1)
        .map(({ kind, text }) => (kind === 'blank' ? '' : text))
      joined.push({ ...first, text: text.join(''), to: last.to })
    }
    index = end - index < 4 ? index + 1 : end + 1
  }
  return joined
}
