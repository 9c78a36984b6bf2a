import type { TextMention } from '@openparley/client'
import { casesIn } from '@openparley/test-kit/doc-cases'
import { expect, test } from 'vitest'
import { parsedText } from '../../server/src/model/typed-text/parse.ts'
import type { Draft } from '../src/composer/drafts.ts'
import { completed, triggerAt } from '../src/composer/trigger.ts'
import { messageOf } from '../src/composer/typed.ts'
import { typedDraft } from '../src/composer/typed-draft.ts'
import { messageOf as message } from './messages.ts'

const ann = { id: 'u1', text: 'Ann' }
const annLee = { id: 'u2', text: 'Ann Lee' }

test('a name is completed after an @ at the beginning of a word', () => {
  expect(triggerAt('Hi @An', 6)).toEqual({ kind: '@', query: 'An', start: 3 })
  expect(triggerAt('@', 1)).toEqual({ kind: '@', query: '', start: 0 })
  expect(triggerAt('(@Ann Le', 8)).toEqual({ kind: '@', query: 'Ann Le', start: 1 })
  expect(triggerAt('ann@example.com', 15)).toBeUndefined()
  expect(triggerAt('@Ann\nhello', 10)).toBeUndefined()
  expect(triggerAt('Hi @Ann', 2)).toBeUndefined()
  expect(triggerAt('@Ann Lee is', 11)).toBeUndefined()
})

test('an emoji is completed after a colon and two letters', () => {
  expect(triggerAt('Nice :th', 8)).toEqual({ kind: ':', query: 'th', start: 5 })
  expect(triggerAt('@Ann :th', 8)).toEqual({ kind: ':', query: 'th', start: 5 })
  for (const text of ['Nice :t', '10:30:45', 'https://x', 'a :)'])
    expect(triggerAt(text, text.length), text).toBeUndefined()
})

test('the chosen suggestion replaces the typed text, with a space after it', () => {
  const trigger = { kind: '@', query: 'An', start: 3 } as const
  expect(completed('Hi @An', trigger, 6, '@Ann')).toEqual({ text: 'Hi @Ann ', caret: 8 })
  expect(completed('Hi @An how', trigger, 6, '@Ann')).toEqual({ text: 'Hi @Ann how', caret: 7 })
})

test('a text without mentions is sent as it was typed', () => {
  expect(messageOf('*Hi* @Bob', [ann])).toEqual({ text: '*Hi* @Bob' })
})

test('mentions are sent beside the text in its order, the longest name first', () => {
  const text = '*@Ann Lee* and @Ann!'
  expect(messageOf(text, [ann, annLee])).toEqual({
    text,
    mentions: [annLee, ann],
  })
})

test('users with the same name are mentioned in the order in which they were chosen', () => {
  const other = { id: 'u3', text: 'Ann' }
  const ids = (mentioned: TextMention[]) =>
    messageOf('@Ann @Ann @Ann', mentioned).mentions?.map(({ id }) => id)
  expect(ids([ann, other])).toEqual(['u1', 'u3', 'u3'])
  expect(ids([ann, ann, other])).toEqual(['u1', 'u1', 'u3'])
  expect(ids([ann])).toEqual(['u1', 'u1', 'u1'])
})

test('a message is edited as it would be typed', () => {
  const content = [
    {
      type: 'text' as const,
      children: [
        'See ',
        { type: 'bold' as const, children: [{ type: 'italic' as const, children: ['this'] }] },
        ' ',
        { type: 'codeSpan' as const, text: 'x = 1' },
        {
          type: 'bulletList' as const,
          children: [
            { type: 'bulletPoint' as const, children: ['one'] },
            { type: 'bulletPoint' as const, children: ['two'] },
          ],
        },
        { type: 'mention' as const, id: 'u1', text: 'Ann' },
      ],
    },
  ]
  expect(typedDraft(message('bob', 1, { content }), true)).toEqual({
    text: 'See *_this_* `x = 1`\n- one\n- two\n@Ann',
    mentions: [ann],
  })
})

test.each([
  ...casesIn('docs/message-text.md').map(([text]) => [text, '[]']),
  ...casesIn('docs/message-text.md', 'mentions'),
] as string[][])(
  'an edit of %j keeps its formatting and the mentions %s',
  (text = '', names = '') => {
    const read = (draft: Draft) => {
      const { text, mentions } = messageOf(draft.text, draft.mentions)
      return parsedText(text, { links: true }, mentions)
    }
    const mentions = JSON.parse(names).map((text: string) => ({ id: `id of ${text}`, text }))
    const children = read({ text, mentions })
    const sent = message('bob', 1, { content: [{ type: 'text', children }] })
    expect(read(typedDraft(sent, true))).toEqual(children)
  },
)
