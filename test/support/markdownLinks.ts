import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

const FENCE = /^(`{3,}|~{3,}).*?^\1[`~]*$/gms;
const INLINE_CODE = /`[^`\n]*`/g;

/** The text of a Markdown file without its code, whose brackets are no links. */
const withoutCode = (text: string) => text.replaceAll(FENCE, '').replaceAll(INLINE_CODE, 'code');

/** The targets of its links and images, and of `href` and `src` in HTML. */
function linksOf(text: string): string[] {
  const markdown = withoutCode(text).matchAll(/\]\(\s*<?([^)\s>]+)>?[^)]*\)|^\[[^\]]+\]:\s*(\S+)/gm);
  const html = withoutCode(text).matchAll(/\b(?:href|src|srcset)="([^"\s]+)/g);
  return [...markdown, ...html].map(([, inline, reference]) => inline ?? reference ?? '');
}

/** The anchors of its headings, as GitHub and npm make them. */
function anchorsOf(text: string): string[] {
  const headings = text.replaceAll(FENCE, '').matchAll(/^#{1,6} +(.+?) *#*$/gm);
  const seen = new Map<string, number>();
  return [...headings].map(([, heading = '']) => {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = plain.replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '').replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** Where a link does not lead, or `undefined`. */
function brokenLink(folder: string, file: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : resolve(dirname(file), decodeURI(path));
  const problem = (text: string) => `${relative(folder, file)} → ${link}: ${text}`;
  if (relative(folder, target).startsWith('..')) return problem('outside of the package');
  if (!existsSync(target)) return problem('no such file');
  if (anchor === undefined) return undefined;
  if (statSync(target).isDirectory()) return problem('a folder has no headings');
  return anchorsOf(readFileSync(target, 'utf8')).includes(anchor) ? undefined : problem('no such heading');
}

/**
 * Follows the relative links of Markdown files, anchors included.
 *
 * @param folder  The links stay within it.
 * @param files  Absolute paths.
 */
export function followLinks(folder: string, files: string[]): { followed: number; broken: string[] } {
  const links = files.flatMap((file) =>
    linksOf(readFileSync(file, 'utf8'))
      .filter((link) => !/^[a-z][a-z+.-]*:/i.test(link))
      .map((link) => ({ file, link })),
  );
  const broken = links.flatMap(({ file, link }) => brokenLink(folder, file, link) ?? []);
  return { followed: links.length, broken };
}
