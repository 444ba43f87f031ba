/** Subsets of Noto with the letters of the tests, so that each machine paints the same. Licensed under the SIL Open Font License. */
const files = import.meta.glob<string>('./fonts/**/*.woff2', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** Loads the fonts, each under the name of its file. */
async function loadLetterFonts(): Promise<string[]> {
  return Promise.all(
    Object.entries(files).map(async ([path, url]) => {
      const name = path.replace(/^.*\/|\.woff2$/g, '');
      document.fonts.add(await new FontFace(name, `url(${url})`, { weight: '100 900' }).load());
      return name;
    }),
  );
}

let loaded: Promise<string[]> | undefined;

/** A `font-family` of `first` and the fonts of all scripts behind it. */
export async function letterFamily(...first: string[]): Promise<string> {
  loaded ??= loadLetterFonts();
  return [...first, ...(await loaded)].join(', ');
}
