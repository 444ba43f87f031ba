// Which Wawp instances there are, and their tokens. Yours: ask your database and your secret manager instead.

/** @returns {string[]} `WAWP_INSTANCES=111,222` */
export function listInstances(environment = process.env) {
  const ids = (environment.WAWP_INSTANCES ?? '').split(',').map((id) => id.trim());
  return [...new Set(ids.filter(Boolean))];
}

/**
 * `WAWP_ACCESS_TOKEN_111`. Looked up by the worker when a job begins: a job carries the id alone, because whoever may look
 * into Redis, or at a dashboard of the queue, sees its data.
 *
 * @param {string} instanceId
 * @returns {string | undefined | Promise<string | undefined>}
 */
export function tokenOf(instanceId, environment = process.env) {
  return environment[`WAWP_ACCESS_TOKEN_${instanceId}`];
}
