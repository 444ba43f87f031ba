// Lists the Wawp instances and looks up their tokens. Replace it with your database and your secret manager.

/** Reads `WAWP_INSTANCES=111,222`. @returns {string[]} */
export function listInstances(environment = process.env) {
  const ids = (environment.WAWP_INSTANCES ?? '').split(',').map((id) => id.trim());
  return [...new Set(ids.filter(Boolean))];
}

/**
 * Reads `WAWP_ACCESS_TOKEN_111`. The worker calls it when a job begins. Jobs contain the instance id only, because their data
 * is visible in Redis and in queue dashboards.
 *
 * @param {string} instanceId
 * @returns {string | undefined | Promise<string | undefined>}
 */
export function tokenOf(instanceId, environment = process.env) {
  return environment[`WAWP_ACCESS_TOKEN_${instanceId}`];
}
