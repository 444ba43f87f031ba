/** A picture of one colour as a `data:` URL, made by the browser itself. */
export function pictureDataUrl(color: string, size = 64): string {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser has no canvas.');
  context.fillStyle = color;
  context.fillRect(0, 0, size, size);
  return canvas.toDataURL('image/png');
}
