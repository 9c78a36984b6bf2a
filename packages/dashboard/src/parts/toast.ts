/** The event that shows a text at the edge of the window, which screen readers announce. */
export const toastEvent = 'dashboard-toast'

/** Says something that needs no response, such as "Saved". It disappears by itself. */
export function showToast(text: string): void {
  dispatchEvent(new CustomEvent(toastEvent, { detail: text }))
}
