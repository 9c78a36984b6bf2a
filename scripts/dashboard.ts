import { writeAndPrint } from './browser/print.ts'
import { bundledDashboard } from './dashboard/bundle.ts'

await writeAndPrint('dashboard', await bundledDashboard())
