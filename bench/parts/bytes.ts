import { brotliCompressSync } from 'node:zlib';
import type { Bench } from '../harness/Bench.js';
import { buildImport, buildStyles } from '../harness/build.js';
import type { Row } from '../report/Results.js';
import { exactRow, OURS } from '../report/rows.js';

const kilobytes = (text: string) => brotliCompressSync(text).length / 1000;

const IMPORTS = {
  avatar: {
    what: 'ChatAvatar, provider, hook',
    names: 'ChatAvatar, ChatPictureProvider, useChatPicture',
    atMost: 4.5,
  },
  gateway: {
    what: 'the same with createGatewaySource',
    names: 'ChatAvatar, ChatPictureProvider, useChatPicture, createGatewaySource',
    atMost: 6,
  },
  initials: { what: 'getInitials', names: 'getInitials', atMost: 0.9 },
};

/**
 * Brotli bytes that an import adds to an application with React and TanStack Query. Each is measured twice: what the first
 * paint waits for, and that with the files that `import()` loads later.
 */
export async function bytes({ packages, columns }: Bench) {
  const rows: Record<string, Row> = {};
  const peers = await measurePeers(packages, columns);
  for (const [id, { what, names, atMost }] of Object.entries(IMPORTS)) {
    const { first, whole } = await buildImport(
      packages,
      `import { ${names} } from 'chat-avatar'; console.log(${names})`,
    );
    const target = { of: 'value', atMost } as const;
    rows[`${id}-first`] = exactRow(`JS: ${what}; first paint`, 'kB', kilobytes(first), {
      target,
      ...(id === 'gateway' && { peers: peers.first }),
    });
    rows[`${id}-whole`] = exactRow(`JS: ${what}; with what loads later`, 'kB', kilobytes(whole), {
      ...(id === 'gateway' && { peers: peers.whole }),
    });
  }
  const styles = await buildStyles(packages, "@import 'chat-avatar/styles.css';");
  rows.styles = exactRow('CSS, minified', 'kB', kilobytes(styles), { target: { of: 'value', atMost: 1.5 } });
  return { title: 'Bytes', rows, growth: {} };
}

async function measurePeers(packages: string, columns: Bench['columns']) {
  const first: NonNullable<Row['peers']> = {};
  const whole: NonNullable<Row['peers']> = {};
  for (const { id, label, imports } of columns) {
    if (id === OURS || imports === '') continue;
    const built = await buildImport(packages, imports);
    first[label] = { median: kilobytes(built.first) };
    whole[label] = { median: kilobytes(built.whole) };
  }
  return { first, whole };
}
