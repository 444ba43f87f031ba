import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { runCommand } from '../../support/runCommand.js';
import { installCompilers } from '../support/installDependencies.js';

const folder = join(inject('tools'), 'types');
const PROGRAMS = ['components.tsx', 'queries.tsx', 'client.ts'];

/** Peers that users have together: TanStack Query with the React types of its time. */
const PEERS = {
  oldest: { query: '5.48', react: '18' },
  middle: { query: '5.90', react: '19' },
  newest: { query: 'newest', react: '19' },
  'newest, React 18': { query: 'newest', react: '18' },
};
type Peers = keyof typeof PEERS;

const RESOLUTIONS = {
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
  node16: { module: 'node16', moduleResolution: 'node16' },
  nodenext: { module: 'nodenext', moduleResolution: 'nodenext' },
  // Of Create React App and older templates: it does not read `exports`. TypeScript 7 has it no more.
  node10: { module: 'esnext', moduleResolution: 'node10' },
};
type Resolution = keyof typeof RESOLUTIONS;

/**
 * A Latin square instead of the full product: every compiler meets every way to resolve modules and every set of peers,
 * and every way to resolve meets every set of peers.
 */
const SQUARE: [typescript: string, Resolution, Peers][] = [
  ['5.4', 'node16', 'oldest'],
  ['5.4', 'bundler', 'middle'],
  ['5.4', 'nodenext', 'newest'],
  ['5.9', 'nodenext', 'oldest'],
  ['5.9', 'node16', 'middle'],
  ['5.9', 'bundler', 'newest'],
  ['7', 'bundler', 'oldest'],
  ['7', 'nodenext', 'middle'],
  ['7', 'node16', 'newest'],
  ['7', 'bundler', 'newest, React 18'],
  ['5.4', 'node10', 'newest'],
  ['5.9', 'node10', 'middle'],
];

type Options = {
  module: string;
  moduleResolution: string;
  exactOptionalPropertyTypes?: boolean;
  skipLibCheck?: boolean;
  files?: string[];
};

/** Compiled to `require`, which must not lead to ES modules: TypeScript rejects that under node16 (TS1479). */
const COMMONJS = `
import { ChatAvatar, ChatPictureProvider, type ChatPicture, type PictureSource } from 'chat-avatar';
import { de } from 'chat-avatar/labels/de';
import { createWawpEmulator } from 'chat-avatar/testing';
import { createWawpClient } from 'chat-avatar/wawp';
import 'chat-avatar/styles.css';

const client = createWawpClient({ instanceId: '1', accessToken: '2', fetch: createWawpEmulator().fetch });
export const source: PictureSource = client;
export const picture: Promise<ChatPicture> = client.getChatPicture('201234567890@c.us');
export const components = [ChatAvatar, ChatPictureProvider];
export const { updated } = de;
`;

let installed: string;

/** Checks the declarations of every package, and not those of TypeScript itself. */
const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: false,
  skipDefaultLibCheck: true,
};

async function errorsOf(typescript: string, peers: Peers, name: string, options: Options): Promise<string[]> {
  const project = join(folder, peers, `tsconfig.${name}.json`);
  const { files = options.module === 'esnext' ? PROGRAMS : [...PROGRAMS, 'commonJs.cts'], ...rest } = options;
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'dom', 'dom.iterable'],
    jsx: 'react-jsx',
    types: [],
    noEmit: true,
    ...STRICT,
    ...rest,
  };
  await writeFile(project, JSON.stringify({ compilerOptions, files }));
  const compiler = join(installed, `typescript-${typescript}/bin/tsc`);
  const { ok, output } = await runCommand(process.execPath, [
    compiler,
    '--project',
    project,
    '--pretty',
    'false',
  ]);
  return ok ? [] : output.trim().split('\n');
}

async function createConsumer(name: Peers) {
  const { query, react } = PEERS[name];
  const modules = join(folder, name, 'node_modules');
  const packages = {
    '@tanstack/query-core': `query-core-${query}`,
    '@tanstack/react-query': `react-query-${query}`,
    '@types/react': `types-react-${react}`,
    '@types/prop-types': '@types/prop-types',
    csstype: 'csstype',
  };
  for (const [to, from] of Object.entries(packages)) {
    await cp(join(installed, from), join(modules, to), { recursive: true });
  }
  await cp(join(folder, '../node_modules/chat-avatar'), join(modules, 'chat-avatar'), { recursive: true });
  await writeFile(join(folder, name, 'package.json'), '{ "type": "module" }');
  await writeFile(join(folder, name, 'commonJs.cts'), COMMONJS);
  for (const program of [...PROGRAMS, 'nextImage.tsx'])
    await cp(join(import.meta.dirname, program), join(folder, name, program));
}

beforeAll(async () => {
  installed = await installCompilers();
  await mkdir(folder);
  for (const name of Object.keys(PEERS)) await createConsumer(name as Peers);
});

describe('the declarations, strict and with those of every library checked', () => {
  it.each(SQUARE)('compile with TypeScript %s, %s, %s peers', async (typescript, resolution, peers) => {
    const name = `${typescript}-${resolution}`;
    expect(await errorsOf(typescript, peers, name, RESOLUTIONS[resolution])).toEqual([]);
  });

  it.each(Object.keys(PEERS) as Peers[])(
    'compile without exactOptionalPropertyTypes, %s peers',
    async (peers) => {
      const options = { ...RESOLUTIONS.bundler, exactOptionalPropertyTypes: false };
      expect(await errorsOf('7', peers, 'inexact', options)).toEqual([]);
    },
  );

  it('take next/image as it is', async () => {
    // The declarations of Next.js name packages that only its own compiler needs.
    const options = { ...RESOLUTIONS.bundler, skipLibCheck: true, files: ['nextImage.tsx'] };
    expect(await errorsOf('7', 'newest', 'next', options)).toEqual([]);
  });
});
