import type { SetParticipantParams } from './params.ts'

/** Undefined fields are not sent. */
type OwnSettings = { [Name in 'access' | 'notify']?: NonNullable<SetParticipantParams[Name]> }

/** Replaces null, which the server does not accept here, with the defaults. */
export function ownSettings<Params extends SetParticipantParams>(params: Params) {
  const { access, notify, ...others } = params
  const settings = {
    access: access === null ? 'ReadWrite' : access,
    notify: notify === null || notify,
  }
  return { ...others, ...(settings as OwnSettings) }
}
