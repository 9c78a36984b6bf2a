import { css } from 'lit'

export const listStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    overflow: hidden;
  }

  .top {
    flex: none;
    padding: 10px var(--_space) 0;
  }

  .search {
    position: relative;
    display: flex;
  }

  .search .icon {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 12px;
    margin-block: auto;
    color: var(--_muted);
    pointer-events: none;
  }

  input {
    width: 100%;
    min-height: 40px;
    padding-block: 0;
    padding-inline: 40px 12px;
    border: 1px solid var(--_control-border);
    border-radius: 20px;
    background: var(--_background);
    appearance: none;
  }

  .searching input {
    padding-inline-end: 44px;
  }

  input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  input::-webkit-search-cancel-button {
    display: none;
  }

  .clear {
    position: absolute;
    inset-inline-end: 0;
    border-radius: 50%;
  }

  .clear .icon {
    position: static;
    margin: 0;
  }

  [role='tablist'] {
    display: flex;
    gap: 4px;
    margin-top: 6px;
    border-bottom: 1px solid var(--_border);
  }

  [role='tab'] {
    min-height: 40px;
    padding: 0 12px;
    border: 0;
    border-bottom: 2px solid transparent;
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }

  [role='tab'][aria-selected='true'] {
    border-color: var(--_accent);
    color: var(--_text);
    font-weight: 600;
  }

  @media (forced-colors: active) {
    [role='tab'][aria-selected='false'] {
      border-color: Canvas;
    }
  }

  .scroller {
    flex: 1;
    min-height: 0;
    overflow-x: hidden;
    overflow-y: auto;
    overscroll-behavior: contain;
  }

  .state {
    display: grid;
    justify-items: center;
    gap: var(--_space);
    margin: 0;
    padding: 48px 24px;
    color: var(--_muted);
    text-align: center;
  }

  .state p {
    margin: 0;
  }

  .waiting {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--_space);
    align-items: center;
    padding: 10px var(--_space);
  }

  .waiting::before,
  .waiting::after {
    content: '';
    border-radius: 22px;
    background: var(--_surface);
    animation: waiting 1s 1s infinite alternate ease-in-out;
  }

  .waiting::before {
    width: 44px;
    height: 44px;
  }

  .waiting::after {
    width: 70%;
    height: 14px;
  }

  @keyframes waiting {
    to {
      opacity: 0.4;
    }
  }
`
