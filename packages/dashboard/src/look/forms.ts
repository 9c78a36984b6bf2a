import { css } from 'lit'

/** Buttons, fields and dialogs. */
export const forms = css`
  .button {
    min-height: 34px;
    padding: 0 12px;
    border-color: var(--_border);
    background: var(--_card);
    font-weight: 500;
    color: var(--_text);
    text-decoration: none;
    white-space: nowrap;
  }

  .button .icon {
    width: 16px;
    height: 16px;
  }

  .button.danger {
    color: var(--_danger);
  }

  .button.danger.primary {
    background: var(--_danger);
    color: var(--_background);
  }

  .button.quiet {
    border-color: transparent;
    background: none;
  }

  .button.small {
    min-height: 28px;
    padding: 0 10px;
    font-size: 13px;
  }

  .icon-button {
    width: 32px;
    height: 32px;
  }

  .icon-button .icon {
    width: 18px;
    height: 18px;
  }

  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    width: 100%;
    min-height: 36px;
    padding: 6px 10px;
    border: 1px solid var(--_control-border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: inherit;
  }

  textarea {
    min-height: 96px;
    font-family: var(--_mono);
    font-size: 13px;
    resize: vertical;
  }

  input::placeholder,
  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  [aria-invalid='true'] {
    border-color: var(--_danger) !important;
  }

  input[type='checkbox'],
  input[type='radio'] {
    flex: none;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--_accent);
  }

  form,
  .form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }

  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 6px;
  }

  .field > label,
  legend {
    font-weight: 550;
  }

  .check {
    display: flex;
    align-items: start;
    gap: 10px;
  }

  .hint {
    color: var(--_muted);
    font-size: 13px;
  }

  .fault {
    color: var(--_danger);
    font-size: 13px;
  }

  fieldset {
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  dialog {
    width: min(520px, calc(100vw - 24px));
    max-height: calc(100dvh - 24px);
    padding: 20px 24px 24px;
    border: 1px solid var(--_border);
    border-radius: 14px;
    background: var(--_card);
    color: inherit;
    box-shadow: var(--_shadow);
  }

  dialog::backdrop {
    background: rgb(10 12 16 / 0.5);
  }

  dialog > header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-bottom: 12px;
  }

  dialog h2 {
    font-size: 17px;
  }

  dialog .buttons,
  .buttons {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
  }

  @media (pointer: coarse) {
    .button,
    .icon-button,
    .menu-link {
      min-height: 40px;
      min-width: 40px;
    }
  }
`
