import { type Place, Tokens } from './tokens.ts'

const isNamed = (tokens: Tokens, index: number) =>
  tokens.isKind(index, 'letters') || tokens.isKind(index, 'digits')

/** The letters and digits of a text, in groups. Empty for a text without any. */
export function wordGroups(text: string): string[] {
  const tokens = new Tokens(text)
  const groups: string[] = []
  for (let index = 0; index < tokens.length; index++)
    if (isNamed(tokens, index)) groups.push(tokens.at(index)?.text ?? '')
  return groups
}

/** Max signs and spaces between two groups of a word. */
const maxBetween = 3

/** The words that continue with a group, by that group. */
interface Branch {
  next: Map<string, Branch>
  /** Whether a word ends here. */
  isEnd: boolean
}

const newBranch = (): Branch => ({ next: new Map(), isEnd: false })

/** Finds whole words, with any signs between their groups of letters and digits. */
export function wordFinder(words: string[]): (tokens: Tokens) => Place[] {
  const known = newBranch()
  for (const groups of words.map(wordGroups).flatMap((one) => [one, [one.join('')]])) {
    let branch = known
    for (const group of groups) {
      const next = branch.next.get(group) ?? newBranch()
      branch.next.set(group, next)
      branch = next
    }
    branch.isEnd = branch !== known
  }
  if (known.next.size === 0) return () => []
  return (tokens) => {
    const found: Place[] = []
    for (let index = 0; index < tokens.length; index++) {
      if (!isNamed(tokens, index) || isNamed(tokens, index - 1)) continue
      const end = endOf(tokens, index, known)
      if (end === undefined) continue
      found.push(tokens.place(index, end))
      index = end - 1
    }
    return found
  }
}

/** The end of the longest word that begins at the index. */
function endOf(tokens: Tokens, start: number, known: Branch): number | undefined {
  let longest: number | undefined
  let branch = known.next.get(tokens.at(start)?.text ?? '')
  for (let end = start + 1; branch; ) {
    if (branch.isEnd && !isNamed(tokens, end)) longest = end
    let next = end
    while (next - end < maxBetween && !isNamed(tokens, next)) next += 1
    branch = branch.next.get(tokens.at(next)?.text ?? '')
    end = next + 1
  }
  return longest
}
