import { css } from 'lit'

/** Distance from the edges of the window, in pixels. */
const margin = 8

/**
 * Shows an element with the attribute `popover` above or below another, within the window. The browser closes it on Escape and
 * on a click elsewhere.
 */
export function showPopup(popup: HTMLElement, anchor: Element): void {
  popup.showPopover()
  const box = anchor.getBoundingClientRect()
  const { offsetWidth: width, offsetHeight: height } = popup
  const isRtl = getComputedStyle(anchor).direction === 'rtl'
  const inline = isRtl ? box.right - width : box.left
  const left = Math.max(margin, Math.min(inline, innerWidth - width - margin))
  const below = box.bottom + 4
  const isAbove = below + height > innerHeight - margin
  const top = Math.max(margin, isAbove ? box.top - height - 4 : below)
  // A content security policy may forbid style attributes, but not style properties.
  Object.assign(popup.style, {
    left: `${left}px`,
    top: `${Math.min(top, innerHeight - height - margin)}px`,
  })
}

export const popupStyles = css`
  [popover] {
    position: fixed;
    inset: auto;
    max-width: calc(100vw - 16px);
    max-height: calc(100dvh - 16px);
    margin: 0;
    padding: 4px;
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  [popover] p {
    margin: 8px 12px;
  }

  .item {
    display: flex;
    align-items: center;
    gap: 12px;
    width: 100%;
    min-height: 40px;
    padding: 0 12px;
    border: 0;
    border-radius: calc(var(--_radius) - 4px);
    background: none;
    text-align: start;
    cursor: pointer;
  }

  .item:hover,
  .item:focus-visible {
    background: var(--_hover);
  }

  .item.danger {
    color: var(--_danger);
  }
`
