import { css } from 'lit'

export const listStyles = css`
  :host {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }

  .scroller {
    flex: 1;
    overflow: hidden auto;
    overscroll-behavior: contain;
    /* The element itself keeps the visible messages in place. */
    overflow-anchor: none;
    scrollbar-gutter: stable;
  }

  .rows {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-height: 100%;
    padding: var(--_space);
  }

  .note {
    position: absolute;
    inset: 0;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    margin: 0;
    padding: var(--_space);
    color: var(--_muted);
    text-align: center;
    pointer-events: none;
  }

  .note .button {
    pointer-events: auto;
  }

  .loading {
    position: absolute;
    inset: 8px 0 auto;
    margin: 0;
    text-align: center;
    pointer-events: none;
  }

  .loading span {
    padding: 4px 12px;
    border-radius: 20px;
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_small);
  }

`
