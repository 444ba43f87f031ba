export interface MemoryRow {
  phase: string;
  outcome: string;
  /** The highest resident memory, in MB: of `serve` and of its decoder processes, and what a container cannot take back of both at one time. */
  serve: number;
  decoders: number;
  together: number;
  seconds: number;
}

/** `most`: the highest resident memory of `serve` in all phases, in MB. */
export function memoryReport(run: string, chats: number, rows: readonly MemoryRow[], most: number): string {
  const lines = rows.map(
    ({ phase, outcome, serve, decoders, together, seconds }) =>
      `| ${phase} | ${outcome} | ${serve.toFixed(0)} | ${decoders.toFixed(0)} | ${together.toFixed(0)} | ${seconds.toFixed(0)} |`,
  );
  return `# The memory of \`serve\` with large inline pictures

\`node bench/soak/memory.js\`, ${run}.

Wawp answers with ${chats} pictures of 2 MB in base64, for four users who ask for all of them at once, and again until they are shown. The store is a
bucket, which does not answer for 40 s. When all pictures are stored, 400 images of them in several widths are requested at once, and again
after 5 s those that the gateway could not serve in its time (429, or 503 while the bucket takes longer than 2 s). The phases follow one another
in one process, with the heap that Node chooses in a container of 512 MB (256 MB). Resident memory in MB, read from \`/proc\` every 50 ms; the
kernel's own mark of the highest value for \`serve\` (\`VmHWM\`) is **${most.toFixed(0)} MB**. Pictures of more than 1 MB are decoded in processes of their own.
**Together** is the memory of both that no file backs, which a container cannot take back.

| phase | outcome | \`serve\` | decoders | together | s |
| --- | --- | ---: | ---: | ---: | ---: |
${lines.join('\n')}

Pictures that wait for the store take up to 64 MB, and answers that are not stored yet 32 MB. An answer in progress counts as three times what the
answers before it had (its text, what is parsed from it, and its chunks), so that fewer large ones are read at a time. The rest is Node with
sharp, and garbage between two collections.
`;
}
