import { css } from 'lit'

/** Tables, lists of facts and pagers. A table in `.cards` has one card for each row if it is narrow. */
export const tables = css`
  .scroll {
    overflow-x: auto;
  }

  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }

  th,
  td {
    padding: 9px 16px;
    text-align: start;
    vertical-align: middle;
  }

  th {
    color: var(--_muted);
    font-size: 12px;
    font-weight: 600;
    white-space: nowrap;
  }

  tbody th {
    color: inherit;
    font-size: inherit;
    white-space: normal;
  }

  tbody tr {
    border-top: 1px solid var(--_border);
  }

  tbody tr:hover {
    background: color-mix(in oklab, var(--_hover), transparent 50%);
  }

  .number {
    text-align: end;
  }

  td.tools {
    width: 1%;
    text-align: end;
    white-space: nowrap;
  }

  td a,
  th a {
    color: var(--_text);
    font-weight: 550;
    text-decoration: none;
    overflow-wrap: anywhere;
  }

  td a:hover,
  th a:hover {
    color: var(--_accent);
    text-decoration: underline;
  }

  .facts {
    display: grid;
    grid-template-columns: minmax(120px, 220px) minmax(0, 1fr);
    gap: 10px 16px;
    padding: 16px;
  }

  .facts dt {
    color: var(--_muted);
  }

  .facts dd {
    overflow-wrap: anywhere;
  }

  .pager {
    display: flex;
    justify-content: center;
    padding: 12px;
    border-top: 1px solid var(--_border);
  }

  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(150px, 1fr));
    gap: 12px;
  }

  .tile {
    display: grid;
    gap: 2px;
    padding: 14px 16px;
  }

  .tile dt {
    color: var(--_muted);
    font-size: 13px;
  }

  .tile dd {
    font-size: 24px;
    font-weight: 650;
    letter-spacing: -0.01em;
    font-variant-numeric: tabular-nums;
  }

  @media (max-width: 640px) {
    .facts {
      grid-template-columns: minmax(0, 1fr);
      gap: 2px;
    }

    .facts dd {
      margin-bottom: 8px;
    }
  }

  .cards {
    container-type: inline-size;
  }

  /* The widest table, with three buttons in each row, needs 760 pixels. */
  @container (max-width: 800px) {
    .cards thead {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }

    .cards table,
    .cards tbody,
    .cards tr,
    .cards th,
    .cards td {
      display: block;
    }

    .cards tr {
      padding: 10px 16px;
    }

    .cards tbody tr:first-child {
      border-top: 0;
    }

    .cards tbody th,
    .cards td {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 4px 12px;
      width: auto;
      padding: 3px 0;
      text-align: start;
    }

    .cards td[data-label]::before {
      content: attr(data-label);
      color: var(--_muted);
      font-size: 13px;
    }

    .cards td.tools {
      justify-content: flex-start;
      padding-top: 8px;
    }
  }
`
