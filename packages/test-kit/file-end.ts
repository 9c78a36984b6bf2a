type End = () => void | Promise<void>

const ends: End[] = []

/** Registers what ends with the test file; what came last ends first. The modules outlive the file. */
export const onFileFinished = (end: End): void => void ends.push(end)

export async function endFile(): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end()
}
