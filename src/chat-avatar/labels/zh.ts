import { wordsOf } from '../../lib/wordsOf.js';
import type { ChatAvatarLabels } from '../ChatAvatarLabels.js';

const words = wordsOf('zh', '刚刚');

/** Chinese labels for `ChatPictureProvider`. */
export const zh: ChatAvatarLabels = {
  contact: '联系人',
  group: '群组',
  refresh: (name) => (name ? `刷新${name}的头像` : '刷新头像'),
  refreshing: '正在刷新头像…',
  unavailable: (seconds) => `刚刚刷新过。约${words.seconds(seconds)}后可再次刷新。`,
  availableAgain: (seconds) => `约${words.seconds(seconds)}后可再次刷新。`,
  tryAgain: (seconds) => `请在约${words.seconds(seconds)}后重试。`,
  updated: '头像已更新。',
  unchanged: '头像未变，刚刚核对过。',
  kept: 'WhatsApp 这次没有返回头像，已保留当前头像。',
  throttled: '刚刚刷新过，未发送请求。',
  failed: (reason) => `无法刷新头像。${reason}。`,
  more: (count) => `+${count} 位`,
  others: (count) => words.plural(count, { other: '以及另外 {n} 位' }),
  pending: '正在查找头像',
  available: '头像',
  // `Intl` says "at present" for now, which sounds like a request.
  checked: (asOf) => `${words.ago(asOf)}与 WhatsApp 核对过`,
  hidden: (since) => `自${words.day(since)}起已隐藏；这是已保存的头像`,
  none: '没有头像，或 WhatsApp 未向我们显示',
  restricted: '因隐私设置而隐藏',
  'invalid-chat-id': '不是 WhatsApp 聊天 ID',
  unauthorized: '目前无法请求头像',
  'session-not-ready': 'WhatsApp 会话未连接',
  'rate-limited': '对 WhatsApp 的请求过多，稍后会加载头像',
  timeout: 'WhatsApp 未及时响应',
  network: '无网络连接',
  'server-error': '头像服务出错',
  'invalid-response': '头像服务返回的不是图片',
};
