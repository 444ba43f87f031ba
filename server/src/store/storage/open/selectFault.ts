import { StoreError } from '../StoreError.js';

/**
 * The error of a server that refused the database. `undefined`: another error. ioredis goes on in database 0 then, which may be that of
 * another store.
 */
export function selectFault(error: Error, db: number): StoreError | undefined {
  const { command } = error as { command?: { name?: unknown } };
  if (command?.name !== 'select') return undefined;
  const reason = ` (${error.message})`;
  return /\bout of range\b/.test(error.message)
    ? new StoreError(
        'bad-location',
        `The Redis of the picture store has no database ${db}. Name one that it has, such as 0; most servers have 0 to 15.${reason}`,
      )
    : new StoreError(
        'refused',
        `The Redis of the picture store does not let this user select database ${db}. Name another one, or permit SELECT (ACL SETUSER).${reason}`,
      );
}
