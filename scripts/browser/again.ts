/**
 * Loads a part of a bundle. Firefox keeps that a URL could not be loaded as long as the page lives, so that the second try
 * has another URL.
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
