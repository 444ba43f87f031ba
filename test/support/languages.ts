import { ar } from 'chat-avatar/labels/ar';
import { de } from 'chat-avatar/labels/de';
import { es } from 'chat-avatar/labels/es';
import { fr } from 'chat-avatar/labels/fr';
import { he } from 'chat-avatar/labels/he';
import { hi } from 'chat-avatar/labels/hi';
import { id } from 'chat-avatar/labels/id';
import { it } from 'chat-avatar/labels/it';
import { pt } from 'chat-avatar/labels/pt';
import { ru } from 'chat-avatar/labels/ru';
import { tr } from 'chat-avatar/labels/tr';
import { ur } from 'chat-avatar/labels/ur';
import { zh } from 'chat-avatar/labels/zh';

/** The ready-made labels. */
export const LANGUAGES = { ar, de, es, fr, he, hi, id, it, pt, ru, tr, ur, zh };
