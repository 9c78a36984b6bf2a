import type { SetParticipantParams } from './params.ts'

/** Replaces null, which the server does not accept here, with the defaults. */
export function ownSettings<Params extends SetParticipantParams>(params: Params) {
  const { access, notify, ...others } = params
  return {
    ...others,
    ...(access !== undefined && { access: access ?? ('ReadWrite' as const) }),
    ...(notify !== undefined && { notify: notify ?? true }),
  }
}
