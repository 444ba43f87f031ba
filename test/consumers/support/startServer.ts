import { type ChildProcess, spawn } from 'node:child_process';
import { collect, productionEnvironment } from './run.js';

export interface Server {
  origin: string;
  stop(): Promise<void>;
}

/**
 * Starts a server that prints its address.
 *
 * @throws {Error} with its output, when it exits before.
 */
export async function startServer(args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Server> {
  const child = spawn(process.execPath, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: productionEnvironment(env),
  });
  const output = collect(child);
  const origin = await new Promise<string>((done, fail) => {
    const look = () => {
      const [, port] = /http:\/\/[\w.]+:(\d+)/.exec(output()) ?? [];
      if (port) done(`http://127.0.0.1:${port}`);
    };
    child.stdout.on('data', look);
    child.on('close', (code) => fail(new Error(`${args.join(' ')} exited with ${code}:\n${output()}`)));
  });
  return { origin, stop: () => stop(child) };
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null) return;
  const closed = new Promise((done) => child.on('close', done));
  child.kill();
  await closed;
}
