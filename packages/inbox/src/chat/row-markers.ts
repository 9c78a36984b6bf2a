/**
 * Renders, and removes the marker comments of removed rows. `repeat` of Lit 3.3.3 leaves these comments in the page, so
 * that a list that slides through thousands of messages would grow without end.
 */
export function withoutLostMarkers(list: Element | null, render: () => void): void {
  const rows = [...(list?.querySelectorAll('[data-row]') ?? [])]
  const markers = rows.map(({ nextSibling }) => nextSibling)
  render()
  for (const [index, row] of rows.entries()) {
    const marker = markers[index]
    if (!row.isConnected && marker instanceof Comment) marker.remove()
  }
}
