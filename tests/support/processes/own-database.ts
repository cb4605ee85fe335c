import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A new, empty database on a server, dropped afterwards even when somebody is still connected. */
export interface OwnDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** @param serverUrl any database of the server, with the right to create others */
export async function createOwnDatabase(serverUrl: string, purpose: string): Promise<OwnDatabase> {
  const name = `domovoy_${purpose}_${randomBytes(5).toString('hex')}`;
  await onServer(serverUrl, `CREATE DATABASE "${name}" ENCODING 'UTF8' TEMPLATE template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: () => onServer(serverUrl, `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`),
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
