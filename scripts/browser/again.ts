/**
 * Loads a part of a bundle. Firefox remembers that a URL could not be loaded until the page closes, so the second
 * attempt uses another URL.
 */
export async function again<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    const [url] = /https?:\S+$/.exec(String(error)) ?? []
    if (!url) throw error
    return await import(`${url}?${Date.now()}`)
  }
}
