import sharp from 'sharp';

/** Collects frames of a page, each with the time that it is shown for, and joins them to an animated WebP. */
export function createFilm(page) {
  const frames = [];
  const delays = [];
  return {
    /** One frame, shown for `ms`. */
    async hold(ms) {
      frames.push(await page.screenshot());
      delays.push(ms);
    },
    /** Frames until `done` resolves and one more, each shown for `ms`. */
    async follow(done, ms) {
      let isDone = false;
      const ended = done.then(() => {
        isDone = true;
      });
      while (!isDone) await this.hold(ms);
      await ended;
      await this.hold(ms);
    },
    save: (file) =>
      sharp(frames, { join: { animated: true } })
        .webp({
          quality: 62,
          effort: 6,
          minSize: true,
          mixed: true,
          smartSubsample: true,
          loop: 0,
          delay: delays,
        })
        .toFile(file),
  };
}
