import { writeAndPrint } from './browser/print.ts'
import { bundledInbox } from './inbox/bundle.ts'

await writeAndPrint('inbox', await bundledInbox())
