/** A unit file of systemd, by section and key. It takes no line that it does not understand, and no key twice. */
export function parseUnit(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {};
  let section: Record<string, string> | undefined;
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [, title] = /^\[(\w+)\]$/.exec(line) ?? [];
    const [, key, value] = /^([A-Z]\w+)=(\S.*)$/.exec(line) ?? [];
    if (title !== undefined) {
      section = {};
      sections[title] = section;
    } else if (key !== undefined && value !== undefined && section && !(key in section)) {
      section[key] = value;
    } else {
      throw new Error(`A unit file has no such line: ${line}`);
    }
  }
  return sections;
}
