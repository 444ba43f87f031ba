/** One object of a list. */
export interface ListedObject {
  key: string;
  /** When it was written, in ms since the epoch, by the server's clock. */
  lastModified: number;
}

/** An earlier state of an object in a bucket with versioning. */
export interface EarlierVersion {
  key: string;
  /** The version id (S3), or the generation (Google Cloud Storage). */
  id: string;
  /** Says that the object was deleted, and has no content. The latest one hides all versions. */
  isDeleteMarker: boolean;
  isLatest: boolean;
}

/** Whether the document is a list. An answer of another program, such as the page of a proxy, must not look like an empty bucket. */
export const isListing = (xml: string) => /<List(?:Bucket|Versions)Result[\s>/]/.test(xml);

/** Whether the list has another page. */
export const isTruncated = (xml: string) => /<IsTruncated>\s*true/i.test(xml);

/** The objects of a `ListBucketResult`. */
export function readObjects(xml: string): ListedObject[] {
  const [, ...entries] = xml.split('<Contents>');
  return entries.map((entry) => ({
    key: unescapeXml(elementOf(entry, 'Key')),
    lastModified: Date.parse(elementOf(entry, 'LastModified')),
  }));
}

/** All versions of a `ListVersionsResult`, the objects of now included. `idElement` names their id. */
export function readVersions(xml: string, idElement: 'VersionId' | 'Generation'): EarlierVersion[] {
  const [, ...parts] = xml.split(/<(Version|DeleteMarker)>/);
  const versions: EarlierVersion[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const entry = parts[index + 1] ?? '';
    versions.push({
      key: unescapeXml(elementOf(entry, 'Key')),
      id: unescapeXml(elementOf(entry, idElement)),
      isDeleteMarker: parts[index] === 'DeleteMarker',
      isLatest: /^\s*true/i.test(elementOf(entry, 'IsLatest')),
    });
  }
  return versions;
}

function elementOf(xml: string, name: string): string {
  const start = xml.indexOf(`<${name}>`);
  const end = xml.indexOf(`</${name}>`, start);
  return start === -1 || end === -1 ? '' : xml.slice(start + name.length + 2, end);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** A text that is no reference to a character, such as `&AMP;` and `&#1114112;`, stays as it is. */
function unescapeXml(text: string): string {
  return text.replace(
    /&(?:(amp|lt|gt|quot|apos)|#(\d+)|#x([\da-fA-F]+));/g,
    (reference: string, name?: string, decimal?: string, hex?: string) => {
      if (name) return ENTITIES[name] ?? reference;
      const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
      const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
      return isCharacter ? String.fromCodePoint(code) : reference;
    },
  );
}
