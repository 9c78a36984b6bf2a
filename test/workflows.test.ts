import { join } from 'node:path'
import { emptyDatabase } from '@openparley/test-kit/database'
import { root } from '@openparley/test-kit/program'
import { expect, test } from 'vitest'
import { readGuides } from '../scripts/workflows/guides.ts'
import { runRespect } from '../scripts/workflows/respect.ts'
import { startWorkflowServer } from '../scripts/workflows/server.ts'

test('every step of every guide passes its criteria', { timeout: 120_000 }, async () => {
  const workflows = (await readGuides()).flatMap(({ document }) => document.workflows)
  await using server = await startWorkflowServer({ databaseUrl: await emptyDatabase() })
  const file = join(root, 'generated/workflows.arazzo.yaml')
  const { steps } = await runRespect(file, server.url, server.inputs)
  expect(steps.filter(({ failures }) => failures.length > 0)).toEqual([])
  expect(steps.map(({ workflow, step }) => `${workflow}/${step}`)).toEqual(
    workflows.flatMap(({ workflowId, steps }) =>
      steps.map(({ stepId }) => `${workflowId}/${stepId}`),
    ),
  )
})
