import { sharingBrowser } from '@openparley/test-kit/sharing-browser'
import { describe, expect, test } from 'vitest'
import { ProblemError } from '../src/problem.ts'

const users = (...ids: string[]) => new Map(ids.map((id) => [id, 0]))

describe('the users that tabs watch', () => {
  test('are watched together on the shared stream, and each tab gets only the events for its own users', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const [leader, follower] = await openPages(3)
    const first = leader?.stream.watch('', users('bob'))
    await run()
    const second = follower?.stream.watch(
      '',
      new Map([
        ['bob', 7],
        ['carol', 3],
      ]),
    )
    await run()
    expect(server.watched).toEqual([
      ['stream-1', users('bob')],
      [
        'stream-1',
        new Map([
          ['bob', 0],
          ['carol', 3],
        ]),
      ],
    ])
    expect((await first)?.users.map(({ id }) => id)).toEqual(['bob'])
    expect(await second).toMatchObject({ online: ['bob', 'carol'] })
  })

  test('have their presence in every tab', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const pages = await openPages(3)
    server.tell('data: {"type":"user.online","userId":"bob"}\n\n')
    await run()
    expect(pages.map(({ online }) => online)).toEqual(Array(3).fill([['bob']].flat()))
  })

  test('are no longer watched for a tab that closed', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const [leader, follower] = await openPages(2)
    void leader?.stream.watch('', users('bob'))
    void follower?.stream.watch('', users('carol'))
    await run()
    follower?.stream.close()
    await run()
    expect(server.watched.at(-1)).toEqual(['stream-1', users('bob')])
  })

  test('are requested again on the stream of the next leader', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const [leader, follower, other] = await openPages(3)
    if (!leader || !follower) throw new Error('no pages')
    void leader.stream.watch('', users('bob'))
    await run()
    leader.tab.hang()
    const lost = follower.stream.watch('', users('carol')).catch((error: Error) => error)
    await run()
    leader.tab.crash()
    await run()
    expect(await lost).toBeInstanceOf(Error)
    await Promise.all([follower.stream.watch('', users('carol')), run()])
    void other?.stream.watch('', users('dave'))
    await run()
    const [streamId] = follower.streamIds.slice(-1)
    expect(server.watched.slice(1)).toEqual([
      [streamId, users('carol')],
      [streamId, users('carol', 'dave')],
    ])
  })

  test('are at most 1000, those of the last call first', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const [leader, follower] = await openPages(2)
    const many = Array.from({ length: 1000 }, (_, number) => `user-${number}`)
    void leader?.stream.watch('', users(...many))
    const carol = follower?.stream.watch('', users('user-0', 'carol'))
    await run()
    const [, watched] = server.watched.at(-1) ?? []
    expect([...(watched?.keys() ?? [])]).toEqual([...many.slice(2), 'user-0', 'carol'])
    expect((await carol)?.users.map(({ id }) => id)).toEqual(['user-0', 'carol'])
  })

  test('cause an error only in the tab that asked, if the server refuses them', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const [, follower] = await openPages(2)
    const problem = { type: 'about:blank', title: 'Invalid', status: 400, detail: 'Not valid.' }
    for (const refusal of [new ProblemError(problem, 500), new TypeError('cut')]) {
      server.refusal = refusal
      const call = follower?.stream.watch('', users('.')).catch((error: unknown) => error)
      await run()
      if (refusal instanceof ProblemError) expect(await call).toEqual(refusal)
      else expect(await call).toBeInstanceOf(Error)
    }
    expect(server.watched).toEqual([])
  })
})

describe('what the tabs show', () => {
  const shows = (selectedConversationId: string | null, hasFocus: boolean) => ({
    selectedConversationId,
    hasFocus,
  })

  test('is the selection of the tab with the focus, or else of the tab that selected a conversation last', async () => {
    const { openPages, run, pass, server } = sharingBrowser(1)
    const [leader, first, second] = await openPages(3)
    const show = async (page: typeof leader, ...selection: Parameters<typeof shows>) => {
      void page?.stream.watch('', users(), shows(...selection))
      await run()
      const told = server.selection
      await pass(500)
      return told
    }
    expect(await show(first, 'order', true)).toEqual(shows('order', true))
    expect(await show(second, 'boots', false)).toEqual(shows('order', true))
    expect(await show(first, 'order', false)).toEqual(shows('order', false))
    expect(await show(leader, null, true)).toEqual(shows(null, true))
    expect(await show(second, 'boots', true)).toEqual(shows('boots', true))
    expect(await show(second, 'boots', false)).toEqual(shows(null, true))
    expect(await show(leader, null, false)).toEqual(shows(null, false))
    second?.stream.close()
    void leader?.stream.watch('', users())
    await run()
    expect(server.selection).toEqual(shows('order', false))
  })

  test('is forgotten when the tab is killed', async () => {
    const { openPages, run, server } = sharingBrowser(1)
    const [leader, follower] = await openPages(2)
    void leader?.stream.watch('', users(), shows('boots', false))
    void follower?.stream.watch('', users('bob'), shows('order', true))
    await run()
    expect(server.selection).toEqual(shows('order', true))
    follower?.tab.crash()
    await run()
    expect(server.selection).toEqual(shows('boots', false))
    expect(server.watched.at(-1)?.[1]).toEqual(users())
  })

  test('stays the last selection when a tab only watches other users', async () => {
    const { openPages, run, pass, server } = sharingBrowser(1)
    const [leader, follower] = await openPages(2)
    const older = shows('order', false)
    void follower?.stream.watch('', users(), older)
    await pass(500)
    void leader?.stream.watch('', users(), shows('boots', false))
    await pass(500)
    void follower?.stream.watch('', users('bob'), older)
    await run()
    expect(server.selection).toEqual(shows('boots', false))
    expect(server.watched.at(-1)?.[1]).toEqual(users('bob'))
  })
})

test('only the leader reports that the stream is alive', async () => {
  const { openPages, pass, server } = sharingBrowser(1)
  await openPages(3)
  await pass(40_000)
  expect(server.alive).toEqual(['stream-1'])
})
