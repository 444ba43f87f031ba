import { getInitials } from 'chat-avatar';
import { describe, expect, it } from 'vitest';

describe('the table of the design', () => {
  it.each([
    ['John Doe', 'JD'],
    ['Mary\tWatson', 'MW'],
    ['Mary\nWatson', 'MW'],
    ['Mary\u0085Watson', 'MW'],
    ['Ma\u0000ry Watson', 'MW'],
    ['Mona Howard Kane', 'MK'],
    ['Jean-Luc Picard', 'JP'],
    ['Madonna', 'M'],
    ['~nick', 'N'],
    ['David (The man) Goff', 'DG'],
    ['(Mom)', 'M'],
    ['e\u0301mile zola', 'ÉZ'],
    ['straße hof', 'SH'],
    ['ismail ince', 'II'],
    ['3M Company', '3C'],
    ['+44 7123 456789', ''],
    ['972501234567', ''],
    ['“”', ''],
    ['  ', ''],
    ['???', ''],
    ['李小龍', '李'],
    ['김철수', '김'],
    ['宋 智洋', '宋'],
    ['محمد علي', 'م'],
    ['नरेंद्र मोदी', 'न'],
    ['क्षितिज शर्मा', 'क्षि'],
    ['สมชาย ใจดี', 'ส'],
    ['שרה כהן', 'שכ'],
    ['Олег Иванов', 'ОИ'],
    ['Γιώργος Παππάς', 'ΓΠ'],
    ['Mom ❤️', 'M'],
    ['🇧🇷 Brasil Group', 'BG'],
    ['🔥🔥', '🔥'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
    ['เอก', 'อ'],
    ['ـــمحمد', 'م'],
    ['ʻAulani Kekoa', 'AK'],
  ])('%s is %s', (name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});

describe('every script of Unicode’s recommended list (UAX #31, table 5)', () => {
  it.each([
    ['Latin', 'Åse Hylle', 'ÅH'],
    ['Greek', 'Ελένη Ντόε', 'ΕΝ'],
    ['Cyrillic', 'ірина шевченко', 'ІШ'],
    ['Armenian', 'արամ խաչատրյան', 'ԱԽ'],
    ['Georgian', 'გიორგი ბერიძე', 'გბ'],
    ['Hebrew', 'דוד בן גוריון', 'דג'],
    ['Arabic', 'فاطمة الزهراء', 'ف'],
    ['Thaana', 'އަލީ މަނިކު', 'އަ'],
    ['Devanagari', 'प्रिया सिंह', 'प्रि'],
    ['Bengali', 'শ্রেয়া ঘোষ', 'শ্রে'],
    ['Gurmukhi', 'ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ', 'ਗੁ'],
    ['Gujarati', 'ક્ષમા પટેલ', 'ક્ષ'],
    ['Oriya', 'ସୁବ୍ରତ ଦାସ', 'ସୁ'],
    ['Tamil', 'கார்த்திக் ராஜா', 'கா'],
    ['Telugu', 'శ్రీను రావు', 'శ్రీ'],
    ['Kannada', 'ಕಾವ್ಯ ಗೌಡ', 'ಕಾ'],
    ['Malayalam', 'ശ്രീജ നായർ', 'ശ്രീ'],
    ['Sinhala', 'කමල් පෙරේරා', 'ක'],
    ['Thai', 'ทำดี ใจงาม', 'ทำ'],
    ['Lao', 'ສົມສັກ ພົມມະ', 'ສົ'],
    ['Tibetan', 'བསྟན་འཛིན', 'བ'],
    ['Myanmar', 'အောင်ဆန်း', 'အော'],
    ['Ethiopic', 'አበበ ቢቂላ', 'አቢ'],
    ['Khmer', 'ស្រី មុំ', 'ស្រី'],
    ['Hangul', '남궁 성종', '남'],
    ['Hiragana', 'さくら みどり', 'さ'],
    ['Katakana', 'ガンダム', 'ガ'],
    ['Bopomofo', 'ㄅㄆㄇ', 'ㄅ'],
    ['Han', '田中 太郎', '田'],
  ])('%s: %s is %s', (_, name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });
});

describe('names as people write them', () => {
  it.each([
    ['D’Angelo Russell', 'DR'],
    ["O'Brien", 'O'],
    ['"Big" Joe (work) [old]', 'BJ'],
    ['John （仕事）', 'J'],
    ['((nested) brackets) Joe', 'J'],
    ['(Joe', 'J'],
    ['\u202bשרה\u202c כהן\u200f', 'שכ'],
    ['  John\u00a0Doe  ', 'JD'],
    ['\u200bJohn\ufeff Doe', 'JD'],
    ['ㅤ', ''],
    ['\u2800', ''],
    ['٠١٢٣ ٤٥٦', ''],
    ['０１２３', ''],
    ['Room 101', 'R1'],
    ['John 李', 'J'],
    ['李 John', '李'],
    ['ŉdlovu', 'N'],
    ['ǆemal', 'Ǆ'],
    ['ΐda', 'Ϊ́'],
    ['👍🏽', '👍🏽'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['1️⃣', '1️⃣'],
    ['♥', '♥'],
    ['™ ©', ''],
    ['👨‍💻 dev', 'D'],
    ['\ud83d', ''],
    ['\ud83d Bob', 'B'],
  ])('%j is %s', (name, initials) => {
    expect(getInitials(name)).toBe(initials);
  });

  it.each([undefined, null, 42, {}, []])('%j gives no initials', (name) => {
    expect(getInitials(name as string)).toBe('');
  });

  it('max: 1 gives one letter', () => {
    expect(getInitials('John Doe', { max: 1 })).toBe('J');
  });
});
