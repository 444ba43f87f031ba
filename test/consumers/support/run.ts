import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Runs a program to its end.
 *
 * @returns its output.
 * @throws {Error} with its output, when it exits with another code than 0.
 */
export async function run(program: string, args: string[], cwd: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: productionEnvironment(env),
  });
  const output = collect(child);
  const code = await new Promise((done, fail) => child.on('error', fail).on('close', done));
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} exited with ${code}:\n${output()}`);
  return output();
}

/** Vitest sets NODE_ENV to "test", which bundlers would take for the mode to build in. */
export function productionEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env };
}

export function collect(child: ChildProcess): () => string {
  let output = '';
  const add = (text: Buffer) => {
    output += text;
  };
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  return () => output;
}
