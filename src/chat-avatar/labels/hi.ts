import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('hi', 'अभी');

/** Hindi labels for `ChatPictureProvider`. */
export const hi: ChatAvatarLabels = {
  contact: 'संपर्क',
  group: 'समूह',
  refresh: (name) => (name ? `${name} की तस्वीर रीफ़्रेश करें` : 'तस्वीर रीफ़्रेश करें'),
  refreshing: 'तस्वीर रीफ़्रेश हो रही है…',
  unavailable: (seconds) => `अभी रीफ़्रेश की गई। लगभग ${words.seconds(seconds)} में फिर उपलब्ध होगी।`,
  availableAgain: (seconds) => `लगभग ${words.seconds(seconds)} में फिर उपलब्ध होगी।`,
  tryAgain: (seconds) => `लगभग ${words.seconds(seconds)} में फिर कोशिश करें।`,
  updated: 'तस्वीर अपडेट हो गई।',
  unchanged: 'वही तस्वीर, अभी जाँची गई।',
  kept: 'WhatsApp ने इस बार कोई तस्वीर नहीं भेजी। दिखाई गई तस्वीर रखी गई है।',
  throttled: 'अभी रीफ़्रेश की गई। कुछ नहीं भेजा गया।',
  failed: (reason) => `तस्वीर रीफ़्रेश नहीं हो सकी। ${reason}।`,
  more: (count) => `+${count} और`,
  others: (count) => words.plural(count, { one: 'और {n} अन्य', other: 'और {n} अन्य' }),
  pending: 'तस्वीर खोजी जा रही है',
  available: 'प्रोफ़ाइल तस्वीर',
  checked: (asOf) => `WhatsApp से जाँची गई: ${words.ago(asOf)}`,
  hidden: (since) => `${words.day(since)} से छिपी हुई; यह सहेजी गई तस्वीर है`,
  none: 'कोई तस्वीर नहीं, या WhatsApp हमें नहीं दिखाता',
  restricted: 'गोपनीयता सेटिंग के कारण छिपी हुई',
  'invalid-chat-id': 'यह WhatsApp चैट आईडी नहीं है',
  unauthorized: 'फ़िलहाल तस्वीरें माँगने की अनुमति नहीं है',
  'session-not-ready': 'WhatsApp सत्र कनेक्ट नहीं है',
  'rate-limited': 'WhatsApp को बहुत अधिक अनुरोध भेजे गए। तस्वीर बाद में लोड होगी',
  timeout: 'WhatsApp ने समय पर उत्तर नहीं दिया',
  network: 'कोई कनेक्शन नहीं',
  'server-error': 'तस्वीर सेवा विफल हुई',
  'invalid-response': 'तस्वीर सेवा ने ऐसा उत्तर दिया जो तस्वीर नहीं है',
};
