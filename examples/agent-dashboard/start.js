// `npm start`: the agent dashboard, on one address, from a fresh clone. Plain JavaScript, because it runs before anything
// is built.
import { buildLibrary } from './server/build/buildLibrary.js';
import { buildPages } from './server/build/buildPages.js';
import { readSettings } from './server/readSettings.js';

async function main() {
  const settings = readSettings(process.env);
  console.log('chat-avatar: an agent dashboard\n');
  await buildLibrary();
  // Imports the package by its public names, which lead to what was built just now.
  const { connectWawp } = await import('./server/wawp/connectWawp.js');
  const { createDashboard } = await import('./server/createDashboard.js');
  const { createMorningRun } = await import('./server/createMorningRun.js');
  const { listen } = await import('./server/listen.js');

  const pages = await buildPages();
  const wawp = await connectWawp(settings);
  console.log(wawp.description);
  const morningRun = createMorningRun(wawp);
  const dashboard = createDashboard({ pages, wawp, morningRun });
  const server = await listen(dashboard.fetch, { port: settings.port });
  if (settings.port !== 0 && server.port !== settings.port) {
    console.log(`Port ${settings.port} is taken, so it is on ${server.port}. PORT=… chooses another.`);
  }
  console.log('Stop it with Ctrl+C.\n');
  console.log(`Dashboard: ${server.origin}`);
  // Not awaited: the dashboard shows its progress.
  morningRun.start();

  const stop = async () => {
    await Promise.all([server.close(), morningRun.stop(), wawp.close()]);
    process.exit(0);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error) => {
  console.error(error.isForPeople ? error.message : error);
  process.exit(1);
});
