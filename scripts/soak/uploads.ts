import { killUploads } from '../../test/faults/uploads/kill-uploads.ts'
import { uploadsAtOnce } from '../../test/faults/uploads/large-uploads.ts'
import { rounds, type SoakOptions } from '../soak-scenario.ts'
import { atMost, withFile, withServer } from '../soak-site.ts'

export const name = 'uploads'

const megabyte = 1024 ** 2
const maxPeak = 150
const maxGrowth = 33

/** Kills a server during 200 uploads, again and again, and measures its memory during 50 uploads of 20 MB at once. */
export async function run(options: SoakOptions) {
  const { before, peak, statuses } = await withFile((file) =>
    withServer(`sqlite:${file}`, (server) => uploadsAtOnce(server, 50, 20 * megabyte)),
  )
  if (statuses.some((status) => status !== 200)) throw new Error(`Refused: ${statuses}`)
  const most = Math.round(peak / megabyte)
  const growth = Math.round((peak - before) / megabyte)
  options.log(`50 uploads of 20 MB at once: max ${most} MB, ${growth} MB more than before`)
  atMost(maxPeak, most, 'Megabytes at the peak of 50 uploads of 20 MB')
  atMost(maxGrowth, growth, 'Megabytes that 50 uploads of 20 MB need')
  const total = { kills: 0, confirmed: 0, cut: 0 }
  await rounds(options, async (seed) => {
    options.log(`5 kills, seed ${seed}`)
    const { confirmed, cut } = await killUploads({ uploads: 200, rounds: 5, seed })
    total.kills += 5
    total.confirmed += confirmed
    total.cut += cut
  })
  return { 'MB at the peak': most, 'MB more than before': growth, ...total }
}
