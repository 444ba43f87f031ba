import { cpus, loadavg, totalmem } from 'node:os';
import { resolve } from 'node:path';
import type { Bench } from './harness/Bench.js';
import { versionOf } from './harness/build.js';
import { prepareColumns } from './harness/columns.js';
import { readOptions } from './harness/options.js';
import { installTarballs, packWorkingTree } from './harness/packages.js';
import { benchFolder, cacheFolder } from './harness/paths.js';
import { parts } from './parts/index.js';
import { writePeersPage } from './peers/writePage.js';
import type { Growth, Results, Row } from './report/Results.js';
import { readResults, writeReport } from './report/writeReport.js';

/** Runs the chosen parts, and writes the report after each of them. Parts that are left out keep their last numbers. */
export async function main(args: string[]) {
  const options = readOptions(args);
  if (options.page) {
    console.log(`Written: ${await writePeersPage()}`);
    return;
  }
  const chosen = options.parts ?? Object.keys(parts);
  const unknown = chosen.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    throw new Error(`There is no part ${unknown.join(', ')}. There is: ${Object.keys(parts).join(', ')}.`);
  }
  const isPartial = options.quick || options.only !== undefined || options.tarballs.length > 0;
  const folder = resolve(options.out ?? (isPartial ? cacheFolder : benchFolder));

  const tarballs = options.tarballs.length > 0 ? options.tarballs : await packWorkingTree();
  const packages = await installTarballs(tarballs);
  const columns = await prepareColumns(packages, options.only);
  const bench: Bench = {
    packages,
    columns,
    labels: Object.fromEntries(columns.map(({ id, label }) => [id, label])),
    rounds: options.rounds,
    quick: options.quick,
    full: options.full,
  };
  for (const name of chosen) {
    const part = parts[name];
    if (!part) continue;
    const startedAt = performance.now();
    const { title, rows, growth, chromium } = await part(bench);
    // Read only now: another run may have written other parts meanwhile.
    const results: Results = { ...(await readResults(folder)), ...describeMachine() };
    results.parts[name] = {
      title,
      when: new Date().toISOString(),
      rounds: options.rounds,
      load: Math.round(loadavg()[0] ?? 0),
      rows: withoutMissing(rows),
      growth: withoutGaps(growth),
    };
    results.parts = inOrder(results.parts);
    results.chromium = chromium ?? results.chromium;
    await writeReport(folder, results);
    console.log(`${name}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }
  console.log(`Written: ${folder}/RESULTS.md`);
}

/** The parts in the order of the report, in which they may have been run in any other. */
const inOrder = (measured: Results['parts']): Results['parts'] =>
  Object.fromEntries(Object.keys(parts).flatMap((name) => (measured[name] ? [[name, measured[name]]] : [])));

function withoutMissing(rows: Record<string, Row | undefined>): Record<string, Row> {
  return Object.fromEntries(Object.entries(rows).flatMap(([id, row]) => (row ? [[id, row]] : [])));
}

/** A size that could not be measured is left out. */
function withoutGaps(growth: Record<string, Growth>): Record<string, Growth> {
  return Object.fromEntries(
    Object.entries(growth).map(([id, one]) => [
      id,
      { ...one, points: one.points.filter(({ ours }) => Number.isFinite(ours)) },
    ]),
  );
}

/** The class of the machine, and what is installed on it. */
function describeMachine() {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const packages = [
    'react',
    '@tanstack/react-query',
    '@radix-ui/react-avatar',
    '@base-ui/react',
    '@ark-ui/react',
  ];
  packages.push('@mui/material', '@mantine/core', '@fluentui/react-avatar', '@chakra-ui/react');
  return {
    machine: `${cores.length} cores, ${process.arch}, ${memory} GB`,
    node: process.versions.node,
    versions: Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  };
}
