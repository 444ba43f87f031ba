import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { library } from './consumer.js';
import { type Module, readModuleGraph } from './moduleGraph.js';

const ALLOWED_PACKAGES = ['@tanstack/react-query', 'clsx', 'react', 'react-dom', 'react/jsx-runtime'];
const ALLOWED_FOLDERS = ['', 'avatar', 'chat', 'chat-avatar', 'gateway-client', 'lib', 'query'];

const browserEntry = library.entryFile('.');
const serverEntry = library.entryFile('.', 'react-server');

const isClient = (module: Module) => module.directives.includes('use client');

function nameOf(file: string) {
  return relative(`${library.folder}/dist`, file).replaceAll('\\', '/');
}

function folderOf(file: string) {
  const name = nameOf(file);
  return name.includes('/') ? name.slice(0, name.indexOf('/')) : '';
}

describe.each([
  ['browsers', browserEntry],
  ['server components', serverEntry],
])('the React entry for %s', (_, entry) => {
  const graph = readModuleGraph(entry);

  it('imports nothing but React, TanStack Query and clsx', () => {
    const packages = [...graph.values()].flatMap((module) => module.packages);
    expect(packages).toContain('react');
    expect(packages.filter((name) => !ALLOWED_PACKAGES.includes(name))).toEqual([]);
  });

  it('includes no file of the server', () => {
    const files = [...graph.keys()];
    expect(files.map(nameOf)).toContain('chat-avatar/ChatAvatar.js');
    expect(files.filter((file) => !ALLOWED_FOLDERS.includes(folderOf(file)))).toEqual([]);
  });
});

describe('the client boundary', () => {
  it("opens the browsers' entry: 'use client' is its first statement", () => {
    expect(readModuleGraph(browserEntry).get(browserEntry)?.directives[0]).toBe('use client');
  });

  it('lies inside the entry for server components, not around it', () => {
    const graph = readModuleGraph(serverEntry);
    expect(graph.get(serverEntry)?.directives).toEqual([]);
    const boundary = [...graph].filter(([, module]) => isClient(module)).map(([file]) => nameOf(file));
    for (const name of [
      'chat-avatar/ChatAvatar',
      'chat-avatar/group/ChatAvatarGroup',
      'query/ChatPictureProvider',
      'query/useChatPicture',
    ]) {
      expect(boundary).toContain(`${name}.js`);
    }
  });

  it('keeps modules that need client-only React APIs off the server', () => {
    const graph = readModuleGraph(serverEntry, isClient);
    const onServer = [...graph].filter(([, module]) => !isClient(module));
    const needReact = onServer.filter(([, module]) =>
      module.packages.some((name) => /^react(-dom)?$/.test(name)),
    );
    expect(needReact.map(([file]) => nameOf(file))).toEqual([]);
  });

  it('gives server components the same names as browsers', () => {
    const namesOf = (entry: string) => readModuleGraph(entry).get(entry)?.names;
    expect(namesOf(serverEntry)).toEqual(namesOf(browserEntry));
    expect(namesOf(serverEntry)).toContain('ChatAvatar');
  });
});
