/** One table: an outward call, its failures and what the user of each entry sees. */
export interface FaultTable {
  title: string;
  /** What stands above the table. */
  intro: string;
  columns: string[];
  rows: string[][];
}

/** The document, one table for each outward call. */
export function toMarkdown(intro: string, tables: FaultTable[]): string {
  return `${[intro.trim(), ...tables.map(toSection)].join('\n\n')}\n`;
}

function toSection({ title, intro, columns, rows }: FaultTable): string {
  const lines = [columns, columns.map(() => '---'), ...rows];
  return `## ${title}\n\n${intro.trim()}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}`;
}
