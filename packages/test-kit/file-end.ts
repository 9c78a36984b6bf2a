type End = () => void | Promise<void>

const ends: End[] = []

/**
 * Registers a function to call when the test file ends. The last one registered is called first. Modules stay loaded
 * after the file.
 */
export const onFileFinished = (end: End): void => void ends.push(end)

export async function endFile(): Promise<void> {
  for (let end = ends.pop(); end; end = ends.pop()) await end()
}
