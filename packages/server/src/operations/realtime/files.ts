import { upload } from '../files.ts'
import type { Handler } from '../operation.ts'
import { requirePermission } from './permissions.ts'

export const uploadOwnFile: Handler<'uploadOwnFile'> = async ({ body }, context) => {
  await context.store.snapshot((tx) => requirePermission(tx, context, 'uploadFiles'))
  return upload(body, context, context.caller.userId)
}
