import type { Connection, Submittable } from 'pg';
import type { Database } from '../../src/database/client.ts';

/** `COPY … FROM` with the text format's rows, by whatever the database offers; nothing faster takes rows in. */
export async function copyInto(database: Database, statement: string, rows: string): Promise<void> {
  const { driver } = database;
  if (driver.kind === 'embedded') {
    await driver.pglite.query(`${statement} FROM '/dev/blob'`, [], { blob: new Blob([rows]) });
    return;
  }
  const client = await driver.pool.connect();
  try {
    await new Promise<void>((resolve, reject) => {
      client.query(copyQuery(`${statement} FROM STDIN`, Buffer.from(rows), resolve, reject));
    });
  } finally {
    client.release();
  }
}

/** What of a connection of `pg` a COPY needs besides; its types do not tell. */
interface CopyConnection {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

/** The simple protocol's COPY as an own query of `pg`. */
function copyQuery(
  text: string,
  data: Buffer,
  resolve: () => void,
  reject: (error: Error) => void,
): Submittable & Record<string, unknown> {
  let failure: Error | null = null;
  return {
    submit: (connection: Connection) => connection.query(text),
    handleCopyInResponse(connection: CopyConnection) {
      connection.sendCopyFromChunk(data);
      connection.endCopyFrom();
    },
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => (failure === null ? resolve() : reject(failure)),
    handleError(error: Error) {
      failure = error;
    },
  };
}
