// One job a morning for each instance: node examples/bullmq/schedule.js. Run it again whenever the instances change.
// With --now, each instance is enriched at once, too.
import { pathToFileURL } from 'node:url';
import { listInstances } from './instances.js';
import { JOB_OPTIONS, openQueue } from './queue.js';

/**
 * Makes the schedule that of `instanceIds`: adds who is new, leaves who is there, removes who is gone.
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
    // Rather than take it for the wish to schedule nothing.
    console.error('WAWP_INSTANCES names no instance. Set it as in WAWP_INSTANCES=111,222');
    return 1;
  }
  const { CRON: pattern, TIME_ZONE: tz } = process.env;
  const queue = openQueue();
  queue.on('error', (error) => console.error(`The queue: ${error.message}`));
  await scheduleInstances(queue, instanceIds, { ...(pattern && { pattern }), ...(tz && { tz }) });
  if (process.argv.includes('--now')) await enrichNow(queue, instanceIds);
  console.log(`${instanceIds.length} instances are scheduled.`);
  await queue.close();
  return 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exitCode = await main();
