import type { PictureSource } from 'chat-avatar/wawp';

const HOST = 'https://pps.whatsapp.net';

/** A source that has a picture for every chat. */
export const source: PictureSource = {
  id: 'bench',
  getChatPicture: async (chatId) => ({ status: 'available', url: `${HOST}/${chatId}.jpg` }),
};

/** Decoders ignore bytes after the end of a JPEG: they make each picture one of its own. */
const pictureOf = (photo: Uint8Array, text: string) => Buffer.concat([photo, Buffer.from(text)]);

/** Answers downloads of those pictures without a network. */
export const fetchPhoto = (photo: Uint8Array) => async (url: string) => {
  const bytes = pictureOf(photo, new URL(url).pathname);
  const headers = { 'content-type': 'image/jpeg', 'content-length': `${bytes.byteLength}` };
  return new Response(bytes, { headers });
};
