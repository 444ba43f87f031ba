/** The messages of libvips, libjpeg, libpng, GLib, C++, V8 and the system. A limit of a decoder has another message. */
const OUT_OF_MEMORY =
  /out of memory|insufficient memory|cannot allocate memory|failed to allocate \d+ bytes|std::bad_alloc|process OOM|ENOMEM/i;

export function isOutOfMemory(message: string): boolean {
  return OUT_OF_MEMORY.test(message);
}
