import { ar as avatarLabels } from 'chat-avatar/labels/ar';
import type { Texts } from './Texts.js';

const count = new Intl.NumberFormat('ar-u-nu-latn');
const decimal = new Intl.NumberFormat('ar-u-nu-latn', { maximumFractionDigits: 1 });
const kilobytes = new Intl.NumberFormat('ar-u-nu-latn', {
  style: 'unit',
  unit: 'kilobyte',
  maximumFractionDigits: 0,
});
const megabytes = new Intl.NumberFormat('ar-u-nu-latn', {
  style: 'unit',
  unit: 'megabyte',
  maximumFractionDigits: 1,
});
const rule = new Intl.PluralRules('ar');

/** Arabic has a word of its own for one and for two, and another case from eleven on. */
function plural(n: number, one: string, two: string, few: string, many: string, other: string): string {
  const kind = rule.select(n);
  if (kind === 'one') return one;
  if (kind === 'two') return two;
  return `${count.format(n)} ${kind === 'few' ? few : kind === 'many' ? many : other}`;
}

export const ar: Texts = {
  appName: 'لوحة الوكلاء',
  inbox: 'صندوق الوارد',
  contacts: 'جهات الاتصال',
  faces: 'الوجوه',
  navigation: 'القائمة الرئيسية',
  demo: 'بيانات تجريبية',
  demoHint: 'هؤلاء الأشخاص ورسائلهم من نسج الخيال، وصورهم تأتي عبر HTTP من محاكٍ لـ Wawp.',

  useDark: 'استخدام الألوان الداكنة',
  useLight: 'استخدام الألوان الفاتحة',
  useOtherDirection: 'Left to right (English)',

  conversations: 'المحادثات',
  conversationCount: (n) => plural(n, 'محادثة واحدة', 'محادثتان', 'محادثات', 'محادثة', 'محادثة'),
  contactCount: (n) => plural(n, 'جهة واحدة', 'جهتان', 'جهات', 'جهة', 'جهة'),
  search: 'ابحث عن اسم أو رقم أو رسالة',
  searchContacts: 'ابحث عن اسم أو رقم',
  clearSearch: 'مسح البحث',
  filter: 'عرض',
  all: 'الكل',
  unread: 'غير مقروءة',
  groups: 'المجموعات',
  unreadCount: (n) => `${count.format(n)} غير مقروءة`,
  loadingConversations: 'جارٍ تحميل المحادثات',
  nothingFound: 'لا نتائج',
  nothingFoundFor: (query) => `لا توجد محادثة تحتوي على «${query}» في الاسم أو الرقم أو آخر رسالة.`,
  nothingHere: 'لا شيء هنا',
  nothingUnread: 'كل الرسائل مقروءة.',
  noGroups: 'هذا الحساب ليس في أي مجموعة.',
  noConversations: 'لا توجد محادثات في هذا الحساب بعد.',
  showAll: 'عرض كل المحادثات',
  listFailed: 'تعذّر تحميل المحادثات',
  tryAgain: 'إعادة المحاولة',
  loadOlder: 'تحميل محادثات أقدم',

  conversation: 'المحادثة',
  chooseConversation: 'اختر محادثة',
  chooseHint: 'ستُفتح هنا. في القائمة: الأسهم للتنقل، و Enter للفتح، و / للبحث.',
  backToList: 'العودة إلى القائمة',
  showDetails: 'إظهار التفاصيل',
  hideDetails: 'إخفاء التفاصيل',
  online: 'متصل الآن',
  seen: (when) => `آخر ظهور ${when}`,
  memberCount: (n) => plural(n, 'عضو واحد', 'عضوان', 'أعضاء', 'عضوًا', 'عضو'),
  group: 'مجموعة',
  you: 'أنت',
  typeMessage: 'اكتب رسالة',
  sendMessage: 'إرسال',
  sent: 'أُرسلت',
  demoComposer: 'عرض تجريبي: ما تكتبه يبقى في هذه الصفحة.',
  latestMessageOnly: 'يقرأ هذا المثال الصور وآخر رسالة فقط من كل محادثة.',
  noMessage: 'لا توجد رسائل بعد',

  details: 'التفاصيل',
  profilePicture: 'صورة الملف الشخصي',
  refreshProfile: 'تحديث الملف الشخصي',
  refreshing: 'جارٍ سؤال واتساب…',
  refreshHint: 'يسأل واتساب مباشرةً. وإلا فالصورة تُعدّ حديثة لمدة 24 ساعة.',
  availableAgain: (seconds) => `متاح مجددًا خلال ${count.format(seconds)} ث`,
  checkingPicture: 'جارٍ البحث عن صورة…',
  pictureUpdated: (when) => `حُدّثت ${when}`,
  pictureNone: 'لا توجد صورة',
  pictureNoneHint: 'ليست لديهم صورة، أو أنها لا تظهر لنا. واتساب لا يوضّح السبب.',
  pictureRestricted: 'مخفية بإعدادات الخصوصية',
  pictureRestrictedHint: 'لا يراها إلا من اختاروهم.',
  pictureError: 'تعذّر تحميل الصورة',
  outcome: {
    updated: 'تم التحديث: أرسل واتساب إجابة أحدث.',
    unchanged: 'لا تغيير: هذه لا تزال أحدث صورة.',
    kept: 'أُبقيت: لم يرسل واتساب صورة هذه المرة، فبقيت الصورة التي تراها.',
    throttled: 'لم يُرسل: حُدّث هذا الملف قبل لحظات.',
  },
  errors: {
    'invalid-chat-id': 'معرّف هذه المحادثة غير معروف لدى واتساب.',
    unauthorized: 'لم يقبل Wawp رمز الوصول. على المسؤول عن اللوحة تجديده.',
    'session-not-ready': 'جلسة واتساب غير متصلة. أعد ربطها في Wawp ثم حاول مجددًا.',
    'rate-limited': 'يطلب واتساب تقليل الأسئلة. انتظر قليلًا ثم حاول مجددًا.',
    timeout: 'تأخر واتساب في الرد. حاول مجددًا.',
    network: 'لا يمكن الوصول إلى خادم اللوحة. تحقق من الاتصال ثم حاول مجددًا.',
    'server-error': 'لدى Wawp مشكلة داخلية. حاول لاحقًا.',
    'invalid-response': 'أجاب Wawp بما لا يمكن فهمه.',
  },
  about: 'حول',
  phone: 'الهاتف',
  chatId: 'معرّف المحادثة',
  latestMessage: 'آخر رسالة',
  members: 'الأعضاء',
  membersUnknown: 'لا يسأل هذا المثال Wawp عن الأعضاء.',
  never: 'أبدًا',

  storedFaces: {
    title: 'الوجوه المحفوظة',
    count: (n) => plural(n, 'وجه واحد', 'وجهان', 'وجوه', 'وجهًا', 'وجه'),
    loading: 'جارٍ تحميل الوجوه المحفوظة',
    unreachable: 'لم يُجب خادم اللوحة كما ينبغي',
    unreadable: 'تعذّرت قراءة الوجوه المحفوظة',
    nothingStored: 'لا يوجد وجه محفوظ',
    nothingStoredYet: 'تحفظ الجولة الصباحية هنا وجوه المحادثات الأكثر نشاطًا.',
    nothingStoredWhileOff: 'ستظهر هنا الوجوه التي يطّلع عليها الوكلاء.',

    runNow: 'التشغيل الآن',
    runAgain: 'التشغيل مجددًا',
    running: 'قيد التشغيل…',
    off: 'الجولة الصباحية متوقفة',
    offHint:
      'حفظ وجوه أشخاص حقيقيين قرارٌ يُتخذ. شغّل اللوحة مع ENRICH=1 لحفظ وجوه المحادثات الخمسين الأكثر نشاطًا.',
    idle: 'لم تبدأ الجولة الصباحية بعد',
    idleHint: 'تحفظ وجوه المحادثات الخمسين الأكثر نشاطًا.',
    going: 'الجولة الصباحية جارية',
    reading: 'جارٍ قراءة قائمة المحادثات…',
    progress: (done, total) => `${count.format(done)} من ${count.format(total)}`,
    waiting: (s) => `يطلب واتساب تقليل الأسئلة. ستُستأنف خلال ${count.format(s)} ث.`,
    done: 'انتهت الجولة الصباحية',
    stopped: 'توقفت الجولة الصباحية قبل نهايتها',
    failed: 'فشلت الجولة الصباحية',
    finished: (counts) =>
      `انتهت الجولة الصباحية: محفوظة حديثًا ${counts.stored}، بلا تغيير ${counts.unchanged}، مُبقاة ${counts.kept}، فاشلة ${counts.failed}.`,
    lookedAt: (n) => plural(n, 'محادثة واحدة', 'محادثتان', 'محادثات', 'محادثة', 'محادثة'),
    asked: (n) =>
      n === 0
        ? 'لم يُسأل Wawp: عمر كل الإجابات أقل من 20 ساعة'
        : plural(
            n,
            'سؤال واحد إلى Wawp',
            'سؤالان إلى Wawp',
            'أسئلة إلى Wawp',
            'سؤالًا إلى Wawp',
            'سؤال إلى Wawp',
          ),
    took: (ms) => `${decimal.format(ms / 1000)} ث`,
    bytes: (n) => `حُفظ ${n < 1e6 ? kilobytes.format(n / 1e3) : megabytes.format(n / 1e6)}`,

    outcomes: {
      all: 'الكل',
      stored: 'محفوظة حديثًا',
      unchanged: 'بلا تغيير',
      'not-due': 'لم يحن موعدها',
      kept: 'مُبقاة',
      none: 'بلا صورة',
      restricted: 'مقيّدة',
      failed: 'فاشلة',
      'not-tried': 'لم تُجرَّب',
    },
    outcomeHints: {
      all: 'كل من شملتهم الجولة، وكل وجه محفوظ غيرهم',
      stored: 'صورة لم تكن محفوظة من قبل',
      unchanged: 'الصورة المحفوظة من قبل',
      'not-due': 'لم تُطلب: عمر الإجابة المحفوظة أقل من 20 ساعة',
      kept: 'مخفية اليوم، والوجه المحفوظ من قبل باقٍ',
      none: 'ليست لديهم صورة، أو أنها لا تظهر لنا',
      restricted: 'مخفية بإعدادات الخصوصية، ولم تُحفظ قط',
      failed: 'جُرّبت وتعذّر الحصول عليها',
      'not-tried': 'توقفت الجولة قبل دورها',
    },
    firstSeen: 'أول ظهور',
    lastSeen: 'آخر ظهور',
    hiddenSince: 'مخفية منذ',
    unknown: 'غير معروف',
    notStored: 'تعذّر حفظ الصورة.',
  },

  avatarLabels,
};
