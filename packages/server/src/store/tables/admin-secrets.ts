import type { ReadConnection, Row, WriteConnection } from '../engine.ts'

/** A secret of an operator: of a link, which works once, or of a session. */
export interface AdminSecret {
  hash: string
  kind: 'link' | 'session'
  /** Unix milliseconds. */
  expiresAt: number
}

const secretFrom = ({ hash, kind, expires_at }: Row): AdminSecret => ({
  hash: hash as string,
  kind: kind as AdminSecret['kind'],
  expiresAt: expires_at as number,
})

export const adminSecretReads = (db: ReadConnection) => ({
  async get(kind: AdminSecret['kind'], hash: string): Promise<AdminSecret | undefined> {
    const [row] = await db.rows(
      'SELECT hash, kind, expires_at FROM admin_secrets WHERE hash = $1 AND kind = $2',
      [hash, kind],
    )
    return row && secretFrom(row)
  },
})

export const adminSecretWrites = (db: WriteConnection) => ({
  async add({ hash, kind, expiresAt }: AdminSecret): Promise<void> {
    await db.run('INSERT INTO admin_secrets (hash, kind, expires_at) VALUES ($1, $2, $3)', [
      hash,
      kind,
      expiresAt,
    ])
  },

  async delete(hash: string): Promise<void> {
    await db.run('DELETE FROM admin_secrets WHERE hash = $1', [hash])
  },

  async deleteExpired(now: number): Promise<void> {
    await db.run('DELETE FROM admin_secrets WHERE expires_at <= $1', [now])
  },
})
