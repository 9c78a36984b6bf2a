import { css } from 'lit'

/** Styles for the pages of an app: search forms, the transcript, the log and the console. */
export const appPages = css`
  .toolbar {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 12px;
  }

  .toolbar .field {
    flex: 1 1 160px;
  }

  .toolbar .field.wide {
    flex: 3 1 240px;
  }

  .toolbar .check {
    align-items: center;
    min-height: 36px;
  }

  legend {
    margin-bottom: 8px;
    padding: 0;
  }

  .toolbar .button {
    min-height: 36px;
  }

  .toolbar.narrow {
    max-width: 480px;
  }

  td time,
  td .tag {
    white-space: nowrap;
  }

  /* Texts of users may change the direction of the text after them. */
  bdi,
  td,
  dd,
  .by a,
  .people a,
  .what,
  .tag,
  .preview,
  .sub {
    unicode-bidi: isolate;
  }

  .columns .facts {
    grid-template-columns: 110px minmax(0, 1fr);
  }

  .sub {
    display: block;
    color: var(--_muted);
    font-weight: 400;
    font-size: 13px;
    overflow-wrap: anywhere;
  }

  .preview {
    display: -webkit-box;
    max-width: 52ch;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }

  .code-block.tall > pre {
    max-height: 420px;
    overflow: auto;
  }

  .columns {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
    align-items: start;
    gap: 16px;
  }

  .columns > * {
    min-width: 0;
  }

  .transcript {
    max-height: min(720px, 80dvh);
    overflow-y: auto;
  }

  .transcript li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 12px;
    padding: 10px 8px 10px 16px;
  }

  .transcript li + li {
    border-top: 1px solid var(--_border);
  }

  .transcript .text {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }

  .transcript .by {
    overflow-wrap: anywhere;
  }

  .transcript .by a {
    color: var(--_text);
    font-weight: 600;
    text-decoration: none;
  }

  .transcript .by a:hover {
    text-decoration: underline;
  }

  .transcript .icon-button {
    grid-row: 1 / span 3;
    grid-column: 2;
  }

  .transcript .system .text {
    color: var(--_muted);
    font-style: italic;
  }

  .none {
    padding: 16px;
  }

  .people li {
    display: grid;
    gap: 6px;
    padding: 10px 16px;
  }

  .people li + li {
    border-top: 1px solid var(--_border);
  }

  .people a {
    color: var(--_text);
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  select.compact {
    width: auto;
    min-height: 30px;
    padding: 2px 6px;
    font-size: 13px;
  }

  .live {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }

  .live::before {
    content: '';
    width: 8px;
    height: 8px;
    border-radius: 50%;
    background: var(--_muted);
  }

  .live.on::before {
    background: var(--_good);
  }

  .entries details {
    padding: 8px 16px;
  }

  .entries li + li {
    border-top: 1px solid var(--_border);
  }

  .entries summary {
    display: grid;
    grid-template: 'mark time type what id' / 16px 175px 200px minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 12px;
    list-style: none;
    overflow-wrap: anywhere;
  }

  .entries summary > .icon {
    grid-area: mark;
    width: 14px;
    height: 14px;
    color: var(--_muted);
  }

  .entries details[open] summary > .icon {
    transform: rotate(90deg);
  }

  .entries summary > time {
    grid-area: time;
  }

  .entries summary > b {
    grid-area: type;
  }

  .entries .what {
    grid-area: what;
  }

  .entries .entry-id {
    grid-area: id;
  }

  .entries .code-block {
    margin-top: 8px;
  }

  .events {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
    gap: 8px;
  }

  td.response {
    max-width: 260px;
    overflow-wrap: anywhere;
  }

  .card-body {
    padding: 16px;
  }

  summary {
    cursor: pointer;
  }

  .method {
    display: inline-block;
    min-width: 58px;
    color: var(--_accent);
    font-family: var(--_mono);
    font-weight: 600;
  }

  .url {
    overflow-wrap: anywhere;
  }

  .params {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
    gap: 12px;
  }

  @media (max-width: 1000px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }

  @media (max-width: 640px) {
    .entries summary {
      grid-template: 'mark type id' 'mark what what' 'mark time time' / 16px minmax(0, 1fr) auto;
      font-size: 13px;
    }
  }

  @container (max-width: 800px) {
    td.response {
      max-width: none;
    }
  }
`
