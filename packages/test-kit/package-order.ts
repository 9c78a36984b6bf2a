import { BaseSequencer, type TestSpecification } from 'vitest/node'

const places = ['postgres', 'package', 'sqlite']

/**
 * The packages are installed while tests of PostgreSQL run, and the many short tests on SQLite come last, so that no worker
 * is idle at the end.
 */
export class PackagesLater extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const placeOf = ({ project }: TestSpecification) => places.indexOf(project.name)
    return sorted.sort((one, other) => placeOf(one) - placeOf(other))
  }
}
