import { css } from 'lit'

export const chatStyles = css`
  :host {
    position: relative;
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
  }

  .banner {
    flex: none;
    margin: 0;
    padding: 6px 16px;
    background: var(--_surface);
    font-size: var(--_small);
    text-align: center;
  }

  .banner.problem {
    color: var(--_danger);
  }

  parley-composer:not(:defined) {
    flex: none;
    min-height: 57px;
    border-top: 1px solid var(--_border);
  }

  .typing {
    flex: none;
    min-height: 24px;
    margin: 0;
    padding: 0 20px 4px;
    overflow: hidden;
    color: var(--_muted);
    font-size: var(--_small);
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .read-only,
  .placeholder {
    margin: 0;
    padding: 16px;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }

  .read-only {
    border-top: 1px solid var(--_border);
    padding-bottom: calc(16px + env(safe-area-inset-bottom));
  }

  .placeholder {
    margin: auto;
  }

  .drop {
    position: absolute;
    inset: 8px;
    z-index: 2;
    display: grid;
    place-items: center;
    border: 2px dashed var(--_accent);
    border-radius: var(--_radius);
    background: color-mix(in srgb, var(--_background) 85%, transparent);
    font-weight: 600;
    pointer-events: none;
  }
`
