import type { ChatPicture } from 'chat-avatar';

export const JOHN = '201234567890@c.us';
export const MONA = '201111111111@c.us';
export const GROUP = '120363043968066561@g.us';
export const NONE: ChatPicture = { status: 'none', reason: 'empty' };
