// Schedules one job per morning and instance: node examples/bullmq/schedule.js. Run it again after the instances change.
// --now also adds one job per instance immediately.
import { pathToFileURL } from 'node:url';
import { listInstances } from './instances.js';
import { JOB_OPTIONS, openQueue } from './queue.js';

/**
 * Synchronises the job schedulers with `instanceIds`: adds new instances and removes deleted ones.
 *
 * @param {import('bullmq').Queue} queue
 * @param {string[]} instanceIds
 * @param {{ pattern?: string, tz?: string }} [when]
 */
export async function scheduleInstances(queue, instanceIds, { pattern = '0 7 * * *', tz = 'UTC' } = {}) {
  for (const instanceId of instanceIds) {
    await queue.upsertJobScheduler(
      instanceId,
      { pattern, tz },
      { name: 'enrich', data: { instanceId }, opts: JOB_OPTIONS },
    );
  }
  const wanted = new Set(instanceIds);
  for (const { key } of await queue.getJobSchedulers()) {
    if (!wanted.has(key)) await queue.removeJobScheduler(key);
  }
}

/**
 * @param {import('bullmq').Queue} queue
 * @param {string[]} instanceIds
 */
export async function enrichNow(queue, instanceIds) {
  return queue.addBulk(
    instanceIds.map((instanceId) => ({ name: 'enrich', data: { instanceId }, opts: JOB_OPTIONS })),
  );
}

async function main() {
  const instanceIds = listInstances();
  if (instanceIds.length === 0) {
    // An empty list is more likely a mistake than a request to remove all schedules.
    console.error(
      'WAWP_INSTANCES is empty. Set it to a list of instance ids, such as WAWP_INSTANCES=111,222',
    );
    return 1;
  }
  const { CRON: pattern, TIME_ZONE: tz } = process.env;
  const queue = openQueue();
  queue.on('error', (error) => console.error(`Queue error: ${error.message}`));
  await scheduleInstances(queue, instanceIds, { ...(pattern && { pattern }), ...(tz && { tz }) });
  if (process.argv.includes('--now')) await enrichNow(queue, instanceIds);
  console.log(`${instanceIds.length} instances are scheduled.`);
  await queue.close();
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main();
