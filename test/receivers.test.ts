import { expect, test } from 'vitest'
import { expectedStory, rotationStory } from '../scripts/receivers/rotation.ts'
import { isPrepared, receivers } from '../scripts/receivers/targets.ts'

// A skipped test needs its library: `npm run receivers` installs it.
for (const target of receivers) {
  const reason = isPrepared(target) ? '' : ' (needs npm run receivers)'
  test.skipIf(!isPrepared(target))(
    `the receiver examples/webhooks/${target.name} accepts what the server signs, also during a rotation, and nothing else${reason}`,
    async () => {
      expect(await rotationStory(target)).toEqual(expectedStory(target))
    },
  )
}
