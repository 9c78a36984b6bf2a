import { unwrap } from '@openparley/client'
import { html, nothing } from 'lit'
import { operator } from '../api/session.ts'
import { icon } from '../look/icons.ts'
import { Action } from '../parts/action.ts'
import { Confirm } from '../parts/confirm.ts'
import { codeBlock } from '../parts/copy.ts'
import { define } from '../parts/define.ts'
import { Dialog } from '../parts/dialog.ts'
import { emptyState } from '../parts/empty.ts'
import { Loader } from '../parts/loader.ts'
import { heading, Page } from '../parts/page.ts'
import { exactTime, numberText, sizeText } from '../parts/time.ts'
import { showToast } from '../parts/toast.ts'

const backups = async () => unwrap(await operator.GET('/backups')).data

type Backup = Awaited<ReturnType<typeof backups>>[number]

/** The backups of the database and the files. They are made here, and restored on the machine of the server. */
export class BackupsPage extends Page {
  readonly #backups = new Loader(this, backups, { every: 2000 })
  readonly #make = new Action(this)
  readonly #confirm = new Confirm(this)
  readonly #dialog = new Dialog(this)
  #restored: Backup | undefined

  protected override render(): unknown {
    const make = html`
      <button class="button primary" ?disabled=${this.#make.isRunning} @click=${this.#begin}>
        ${icon('backup')} Make a backup
      </button>
    `
    return html`
      ${heading('Backups', {
        text: 'Copies of the whole SQLite database and of the uploaded files, made while the server runs. They are on the disk of the server: copy them to another machine.',
        actions: make,
      })}
      ${this.#make.show()}
      ${this.#backups.show((all) =>
        all.length === 0
          ? html`<div class="card">
              ${emptyState(
                'backup',
                'No backups yet',
                html`A backup has every write that was confirmed before it began. With PostgreSQL, use <code>pg_dump</code> or
                  base backups instead. Backups of the command <code>openparley backup</code> are not listed here.`,
              )}
            </div>`
          : html`<div class="card cards">${this.#table(all)}</div>`,
      )}
      ${this.#dialog.show('Restore this backup', () => this.#howToRestore())} ${this.#confirm.show()}
    `
  }

  #table(all: Backup[]) {
    return html`
      <table>
        <thead>
          <tr><th>Made</th><th>State</th><th class="number">Database</th><th class="number">Files</th><td></td></tr>
        </thead>
        <tbody>${all.map((one) => this.#row(one))}</tbody>
      </table>
    `
  }

  #row(backup: Backup) {
    const { createdAt, state, databaseBytes, files, fileBytes, path } = backup
    const made = exactTime(createdAt)
    return html`
      <tr>
        <th scope="row">${made}</th>
        <td data-label="State">${stateOf(backup)}</td>
        <td data-label="Database" class="number">${databaseBytes === null ? '' : sizeText(databaseBytes)}</td>
        <td data-label="Files" class="number">
          ${files === null ? '' : `${numberText(files)}${fileBytes ? ` · ${sizeText(fileBytes)}` : ''}`}
        </td>
        <td class="tools">
          ${
            state === 'complete' && path !== null
              ? html`<button class="button small" aria-label=${`Restore the backup of ${made}`} @click=${() => this.#showRestore(backup)}>
                  Restore…
                </button>`
              : nothing
          }
          <button class="button small danger" aria-label=${`Delete the backup of ${made}`} @click=${() => this.#askToDelete(backup)}>
            Delete
          </button>
        </td>
      </tr>
    `
  }

  readonly #begin = () => {
    void this.#make.run(async () => {
      unwrap(await operator.POST('/backups'))
      await this.#backups.reload()
    })
  }

  #showRestore(backup: Backup): void {
    this.#restored = backup
    this.#dialog.open()
  }

  #howToRestore() {
    const path = this.#restored?.path ?? ''
    const files = this.#restored?.files
      ? ` --files-from ${quoted(`file:${path.replace(/[^/\\]+$/, 'files')}`)}`
      : ''
    return html`
      <div class="stack">
        <p>
          A restore replaces the whole database, so it is done with the server stopped, on its machine. All writes after the
          backup are lost; the old database is kept beside the new one.
        </p>
        ${codeBlock(`openparley restore ${quoted(path)}${files}`, 'the command')}
        <p class="muted small">Then start the server again. Clients fetch everything anew by themselves.</p>
      </div>
    `
  }

  #askToDelete({ id, createdAt, state }: Backup): void {
    this.#confirm.ask({
      title: 'Delete this backup?',
      text: html`<p>
        The backup of ${exactTime(createdAt)} is deleted from the disk of the server, with the files that no other backup has.
        ${state === 'running' ? 'It is still being made. Deleting it stops it.' : ''}
      </p>`,
      button: 'Delete',
      run: async () => {
        unwrap(await operator.DELETE('/backups/{backupId}', { params: { path: { backupId: id } } }))
        showToast('The backup is deleted.')
        await this.#backups.reload()
      },
    })
  }
}

const stateOf = ({ state, problem, missingFiles }: Backup) => {
  if (state === 'running')
    return html`<span class="tag"><span class="spinner"></span> Being made</span>`
  if (state === 'failed')
    return html`<span class="tag bad">Failed</span> <span class="small">${problem}</span>`
  return html`
    <span class="tag good">Complete</span>
    ${missingFiles ? html`<span class="small muted">${numberText(missingFiles)} files were deleted meanwhile</span>` : nothing}
  `
}

/** A word of a POSIX shell. */
const quoted = (text: string) =>
  /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

define('page-backups', BackupsPage)
