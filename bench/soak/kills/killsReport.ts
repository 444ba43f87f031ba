import { CHATS, type KillRow } from './runKills.js';

export function killsReport(rows: KillRow[], run: string, count: number): string {
  const total = (field: 'kills' | 'lost' | 'withoutBytes' | 'damaged') =>
    rows.reduce((sum, row) => sum + row[field], 0);
  return `# Kills

\`node bench/soak/kills.js --kills ${count}\`, ${run}.

A gateway (\`serve\`) stores ${CHATS.gateway} pictures of 70 kB, or an enricher ${CHATS.enricher}, and gets SIGKILL at a random moment of its work. After each kill, a
store that was just opened reads the chats of the round; after each 25, and at the end, all of the store. A face counts as
acknowledged when the gateway has sent its signed URL, or the enricher has printed \`stored\`. While a store does not answer within 2 s,
a gateway serves faces from memory and says so in its log: those are counted apart, and are asked for again after a kill. At the end a gateway that nothing kills
asks for the faces that were not finished, 200 at most.

**${total('kills')} kills: ${total('lost')} acknowledged faces lost, ${total('withoutBytes')} records without their bytes, ${total('damaged')} values that cannot be read.**

| killed | store | kills | in the middle of its work | acknowledged faces | lost | in memory alone | records without bytes | unreadable | longest lease left, in s | unfinished files left | after a start an hour later | faces got afterwards |
| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows
  .map(
    (row) =>
      `| ${row.victim} | ${row.store} | ${row.kills} | ${row.midway} | ${row.acknowledged} | ${row.lost} | ${row.held} | ${row.withoutBytes} | ${row.damaged} | ${row.leaseSeconds.toFixed(1)} | ${row.drafts} | ${row.draftsLater} | ${row.recovered} of ${row.unfinished} |`,
  )
  .join('\n')}
`;
}
