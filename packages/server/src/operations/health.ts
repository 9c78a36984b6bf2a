import type { Handler } from './operation.ts'

export const getHealth: Handler<'getHealth'> = async (_input, { store }) => {
  await store.read.settings.get('epoch')
  return { status: 'ok' }
}
