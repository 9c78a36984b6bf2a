import { css } from 'lit'

export const composerStyles = css`
  :host {
    position: relative;
    flex: none;
    padding: 8px max(8px, env(safe-area-inset-right)) calc(8px + env(safe-area-inset-bottom))
      max(8px, env(safe-area-inset-left));
    border-top: 1px solid var(--_border);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: flex-end;
    gap: 4px;
  }

  .grow {
    display: grid;
    flex: 1 1 120px;
    min-width: 0;
  }

  textarea,
  .grow::after {
    grid-area: 1 / 1;
    min-height: 40px;
    max-height: min(40dvh, 200px);
    margin: 0;
    padding: 9px 14px;
    border: 1px solid var(--_control-border);
    border-radius: 20px;
    /* Browsers of phones zoom in on smaller text. */
    font-size: max(16px, 1em);
    line-height: 20px;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
  }

  textarea {
    width: 100%;
    overflow: hidden auto;
    background: var(--_background);
    resize: none;
  }

  .grow::after {
    content: attr(data-text);
    overflow: hidden;
    visibility: hidden;
  }

  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  textarea[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .send:not(:disabled) {
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .left {
    margin: 4px 12px 0;
    color: var(--_muted);
    font-size: var(--_small);
    text-align: end;
  }

  .left.over {
    color: var(--_danger);
  }

  .context {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 0 4px 8px 12px;
  }

  .context > div {
    flex: 1;
    min-width: 0;
    padding-inline-start: 8px;
    border-inline-start: 3px solid var(--_accent);
    font-size: var(--_small);
  }

  .context span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

`
